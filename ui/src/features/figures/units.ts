// Units of figures: each counts something else, and none adds up with another.
import type { Figure, FigureRecord, FigureUnit } from '@/generated/bindings';
import { formatCount, formatFen } from '@/text/money';

/** The word of a unit. */
export const UNIT: Record<FigureUnit, string> = {
  household: '户',
  person: '人',
  person_times: '人次',
  matter: '件',
  visit: '次',
  batch: '批',
  fen: '元',
};

/** A value with its unit; counts of thousands with separators like everywhere in the window. */
export const showValue = (unit: FigureUnit, value: number): string =>
  unit === 'fen'
    ? `${formatFen(value)} 元`
    : `${value < 0 ? '-' : ''}${formatCount(Math.abs(value))} ${UNIT[unit]}`;

/** The number of a figure apart from its unit, for large type. */
export const splitText = (figure: Figure): { number: string; unit: string } => ({
  number: showValue(figure.unit, figure.value).slice(0, -UNIT[figure.unit].length - 1),
  unit: UNIT[figure.unit],
});

/** What the records behind a figure add up to. */
export const sumOf = (rows: readonly FigureRecord[]): number =>
  rows.reduce((sum, row) => sum + row.counts, 0);
