// Colours of charts: calm on screen, told apart by lightness in print, by pattern in high contrast.

/** How a chart is dressed. */
export interface ChartLook {
  colors: string[];
  ink: string;
  soft: string;
  line: string;
  card: string;
  font: string;
  /** Pixels of 1 rem. */
  rem: number;
  /** Patterns over the colours. */
  patterns: boolean;
}

const CALM = [
  '#35567a',
  '#c98a3c',
  '#5d8a6b',
  '#a8443a',
  '#8d84a8',
  '#7a9bb5',
  '#b9a57c',
  '#6b655b',
];
const STRONG = [
  '#002e63',
  '#b35900',
  '#00451f',
  '#8a0000',
  '#4b2a7b',
  '#005f6b',
  '#6b4e00',
  '#333333',
];

const OVER = 'rgba(255,255,255,0.55)';
/** Patterns that tell dark colours apart without their colour: slanting lines, dots, lines, crosses. */
export const PATTERNS = [
  { color: OVER, symbol: 'none' },
  { color: OVER, symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 6], rotation: Math.PI / 4 },
  {
    color: OVER,
    symbol: 'circle',
    dashArrayX: [
      [6, 6],
      [0, 6, 6, 0],
    ],
    dashArrayY: [6, 0],
    symbolSize: 0.7,
  },
  { color: OVER, symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 5] },
  { color: OVER, symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 6], rotation: -Math.PI / 4 },
  {
    color: OVER,
    symbol: 'triangle',
    dashArrayX: [
      [8, 8],
      [0, 8, 8, 0],
    ],
    dashArrayY: [8, 2],
  },
];

/** Reads the look from the page. */
export function lookNow(): ChartLook {
  const root = document.documentElement;
  const style = getComputedStyle(root);
  const value = (name: string, otherwise: string): string =>
    style.getPropertyValue(name).trim() || otherwise;
  const strong = root.dataset['look'] === 'high_contrast';
  const rem = Number.parseFloat(style.fontSize);
  return {
    colors: strong ? STRONG : CALM,
    ink: value('--ink', '#35312b'),
    soft: value('--ink-soft', '#6b655b'),
    line: value('--line', '#e8e0d3'),
    card: value('--card', '#fffdfa'),
    font: getComputedStyle(document.body).fontFamily || 'sans-serif',
    rem: Number.isFinite(rem) ? rem : 14,
    patterns: strong,
  };
}
