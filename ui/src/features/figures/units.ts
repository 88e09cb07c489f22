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

/** A value with its unit, as the program writes it. */
export const showValue = (unit: FigureUnit, value: number): string =>
  unit === 'fen'
    ? `${formatFen(value)} 元`
    : `${value < 0 ? '-' : ''}${formatCount(Math.abs(value))} ${UNIT[unit]}`;

/** The number of a figure apart from its unit, for large type. */
export function splitText(figure: Figure): { number: string; unit: string } {
  const word = UNIT[figure.unit];
  const number = figure.text.endsWith(word) ? figure.text.slice(0, -word.length).trim() : '';
  return number === '' ? { number: figure.text, unit: '' } : { number, unit: word };
}

/** What the records behind a figure add up to. */
export const sumOf = (rows: readonly FigureRecord[]): number =>
  rows.reduce((sum, row) => sum + row.counts, 0);
