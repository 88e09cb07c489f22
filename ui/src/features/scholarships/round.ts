// A round being prepared: what is proposed for it, and the fields a refusal may name.
import type { RoundRow, ScholarshipRound } from '@/generated/bindings';

/** Fields of the round's form. */
export const ROUND_FIELDS = [
  'name',
  'year',
  'opens_on',
  'closes_on',
  'pack',
  'basis',
  'sending_union',
  'receiving_union',
] as const;

/** `2026年金秋助学`. */
export const roundName = (year: number, counterpart: boolean): string =>
  `${year}年金秋助学${counterpart ? '（对口援助）' : ''}`;

/** A name the program proposed and nobody has changed. */
export const isProposedName = (name: string): boolean =>
  name.trim() === '' || /^\d{4}年金秋助学(（对口援助）)?$/.test(name.trim());

/**
 * What a new round begins with: this year's, or next year's when this year's is there already. July
 * and August are when the notices go out (DOMAIN §5.1).
 */
export function blankRound(
  today: string,
  pack: string,
  existing: readonly RoundRow[],
): ScholarshipRound {
  const last = existing.find((row) => !row.round.counterpart)?.round;
  let year = Number(today.slice(0, 4));
  while (existing.some((row) => row.round.year === year && !row.round.counterpart)) year += 1;
  return {
    id: '',
    name: roundName(year, false),
    year,
    pack: last?.pack ?? pack,
    opens_on: `${year}-07-01`,
    closes_on: `${year}-08-31`,
    closed: false,
    basis: null,
    note: null,
    counterpart: false,
    sending_union: null,
    receiving_union: null,
  };
}

/** The same day of another year; the last of February stays the last. */
export function inYear(day: string, year: number): string {
  const moved = `${year}${day.slice(4)}`;
  const leap = new Date(`${moved}T00:00:00Z`);
  return Number.isNaN(leap.getTime()) || leap.toISOString().slice(0, 10) !== moved
    ? `${year}-02-28`
    : moved;
}
