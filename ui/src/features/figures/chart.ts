// A table of a report as a chart: one unit at a time, because units never share an axis.
import type { FigureTable, FigureUnit } from '@/generated/bindings';
import { formatCount } from '@/text/money';
import { UNIT } from './units';

/** What of a table is drawn: a unit, and for a pie one column of it. */
export interface Measure {
  id: string;
  label: string;
  unit: FigureUnit;
  keys: string[];
}

/** One line or one set of bars; `null` where a row has no such figure. */
export interface Series {
  key: string;
  label: string;
  values: (number | null)[];
}

/** Charts of more rows than this are left to the table. */
export const MOST_ROWS = 40;

/** What can be drawn of a table, the most telling first. */
export function measuresOf(table: FigureTable): Measure[] {
  const found = new Map<string, Measure>();
  for (const row of table.rows) {
    for (const figure of row.figures) {
      const id = table.chart === 'pie' ? `${figure.unit}:${figure.key}` : figure.unit;
      const measure = found.get(id) ?? { id, label: '', unit: figure.unit, keys: [] };
      if (!measure.keys.includes(figure.key)) measure.keys.push(figure.key);
      measure.label =
        table.chart === 'pie' ? `${figure.label}（${UNIT[figure.unit]}）` : UNIT[figure.unit];
      found.set(id, measure);
    }
  }
  const measures = [...found.values()];
  // Shares of money are what a pie is asked for; counts of 户 and 人 stay apart.
  if (table.chart !== 'pie') return measures;
  return [
    ...measures.filter((measure) => measure.unit === 'fen'),
    ...measures.filter((measure) => measure.unit !== 'fen'),
  ];
}

/** The rows that have something to draw, and their series. */
export function seriesOf(
  table: FigureTable,
  measure: Measure,
): { labels: string[]; series: Series[] } {
  const rows = table.rows.filter((row) =>
    row.figures.some((figure) => figure.unit === measure.unit && measure.keys.includes(figure.key)),
  );
  const labelOf = (key: string): string =>
    rows.flatMap((row) => row.figures).find((figure) => figure.key === key)?.label ?? key;
  const series = measure.keys.map((key) => ({
    key,
    label: labelOf(key),
    values: rows.map(
      (row) =>
        row.figures.find((figure) => figure.key === key && figure.unit === measure.unit)?.value ??
        null,
    ),
  }));
  return { labels: rows.map((row) => row.label), series };
}

/** Columns of a table over all its rows, in the order they come. */
export function columnsOf(table: FigureTable): { key: string; label: string }[] {
  const columns = new Map<string, string>();
  for (const row of table.rows) {
    for (const figure of row.figures) {
      if (!columns.has(figure.key)) columns.set(figure.key, figure.label);
    }
  }
  return [...columns].map(([key, label]) => ({ key, label }));
}

/** A tick of an axis: whole yuan, in 万 when all of it is large. */
export function tick(unit: FigureUnit, value: number): string {
  if (unit !== 'fen') return Number.isInteger(value) ? formatCount(value) : '';
  if (value !== 0 && Math.abs(value) >= 1_000_000)
    return `${Number((value / 1_000_000).toFixed(2))}万`;
  return String(Number((value / 100).toFixed(2)));
}
