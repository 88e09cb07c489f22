// The chart's description for ECharts, from a table of figures and a look.
import type { EChartsCoreOption } from 'echarts/core';
import type { FigureTable } from '@/generated/bindings';
import { seriesOf, tick, type Measure } from './chart';
import { PATTERNS, type ChartLook } from './theme';
import { showValue } from './units';

/** A chart and how tall it wants to be, in rem. */
export interface Drawing {
  option: EChartsCoreOption;
  height: number;
}

interface Point {
  seriesName?: string;
  name?: string;
  value?: unknown;
  marker?: unknown;
  percent?: number;
}

const points = (params: unknown): Point[] => (Array.isArray(params) ? params : [params]) as Point[];
const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

/** Labels longer than this, or more rows than the second, lie on their side. */
const LONG_LABEL = 6;
const MANY_ROWS = 9;
/** So many bars still have room for their numbers, standing or lying. */
const NUMBERED_STANDING = 24;
const NUMBERED_LYING = 60;

function common(measure: Measure, look: ChartLook): EChartsCoreOption {
  return {
    animation: false,
    color: look.colors,
    textStyle: { fontFamily: look.font, fontSize: look.rem * 0.93, color: look.ink },
    aria: {
      enabled: look.patterns,
      label: { enabled: false },
      decal: { show: look.patterns, decals: PATTERNS },
    },
    tooltip: {
      confine: true,
      backgroundColor: look.card,
      borderColor: look.line,
      textStyle: { color: look.ink, fontFamily: look.font, fontSize: look.rem * 0.93 },
      formatter: (params: unknown) => {
        const all = points(params);
        const lines = all.map((point) => {
          const share = point.percent === undefined ? '' : `（${point.percent}%）`;
          const value =
            typeof point.value === 'number' ? showValue(measure.unit, point.value) : '—';
          const name = all.length > 1 || point.seriesName ? (point.seriesName ?? '') : '';
          return `${String(point.marker ?? '')}${escape(name)} <b>${value}</b>${share}`;
        });
        return `${escape(all[0]?.name ?? '')}<br>${lines.join('<br>')}`;
      },
    },
  };
}

function pie(table: FigureTable, measure: Measure, look: ChartLook): Drawing {
  const { labels, series } = seriesOf(table, measure);
  const data = labels.map((name, at) => ({ name, value: series[0]?.values[at] ?? 0 }));
  return {
    height: 19,
    option: {
      ...common(measure, look),
      series: [
        {
          type: 'pie',
          name: series[0]?.label,
          radius: ['34%', '62%'],
          data,
          itemStyle: { borderColor: look.card, borderWidth: 2 },
          label: {
            color: look.ink,
            fontSize: look.rem * 0.93,
            fontFamily: look.font,
            lineHeight: look.rem * 1.35,
            formatter: ({ name, value }: { name: string; value: number }) =>
              `${name}\n${showValue(measure.unit, value)}`,
          },
        },
      ],
    },
  };
}

/** Describes a table as the chart it asks for. */
export function drawingOf(table: FigureTable, measure: Measure, look: ChartLook): Drawing {
  if (table.chart === 'pie') return pie(table, measure, look);
  const { labels, series } = seriesOf(table, measure);
  const line = table.chart === 'line';
  const lying =
    !line && (labels.length > MANY_ROWS || labels.some((label) => label.length > LONG_LABEL));
  const bars = labels.length * series.length;
  const numbered = !line && bars <= (lying ? NUMBERED_LYING : NUMBERED_STANDING);
  const text = { color: look.ink, fontSize: look.rem * 0.93, fontFamily: look.font };
  const names = {
    type: 'category',
    data: labels,
    inverse: lying,
    axisLabel: { ...text, width: look.rem * 14, overflow: 'break', hideOverlap: !lying },
    axisLine: { lineStyle: { color: look.soft } },
    axisTick: { show: false },
  };
  const numbers = {
    type: 'value',
    minInterval: measure.unit === 'fen' ? 0 : 1,
    axisLabel: {
      ...text,
      color: look.soft,
      hideOverlap: true,
      formatter: (value: number) => tick(measure.unit, value),
    },
    splitLine: { lineStyle: { color: look.line } },
  };
  return {
    height: lying ? 5 + labels.length * (0.9 + series.length * 1.2) : 19,
    option: {
      ...common(measure, look),
      legend: {
        show: series.length > 1,
        top: 0,
        left: 0,
        icon: 'roundRect',
        textStyle: text,
        inactiveColor: look.line,
      },
      grid: {
        top: series.length > 1 ? look.rem * 3 : look.rem * 1.6,
        bottom: look.rem * 0.4,
        left: look.rem * 0.4,
        right: look.rem * (lying && numbered ? 6 : 1.6),
        containLabel: true,
      },
      xAxis: lying ? numbers : names,
      yAxis: lying ? names : numbers,
      series: series.map((one, at) => ({
        type: line ? 'line' : 'bar',
        name: one.label,
        data: one.values,
        barMaxWidth: look.rem * (lying ? 1.2 : 2.4),
        symbol: ['circle', 'rect', 'triangle', 'diamond'][at % 4],
        symbolSize: look.rem * 0.5,
        lineStyle: { width: 2, type: ['solid', 'dashed', 'dotted'][at % 3] },
        label: {
          show: numbered,
          position: lying ? 'right' : 'top',
          color: look.ink,
          fontFamily: look.font,
          fontSize: look.rem * 0.86,
          formatter: ({ value }: { value: unknown }) =>
            typeof value === 'number' ? tick(measure.unit, value) : '',
        },
      })),
    },
  };
}
