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
