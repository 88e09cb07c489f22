// Dates on screen: `YYYY-MM-DD` texts, typed in any of the ways people type them.
import { halfWidth } from './money';

const WEEKDAYS = '日一二三四五六';
const pad = (n: number): string => n.toString().padStart(2, '0');

function valid(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same && year >= 1900 && year <= 2199 ? `${year}-${pad(month)}-${pad(day)}` : null;
}

/**
 * Reads a typed date: `2026-11-22`, `20261122`, `2026.11.22`, `2026年11月22日`, `11-22` or `22`
 * (of today's year and month), `今天`, `昨天`, `明天`. Answers `null` when it is none.
 */
export function parseDate(typed: string, today: string): string | null {
  const text = halfWidth(typed).trim();
  const relative: Record<string, number> = {
    ['今天']: 0,
    ['昨天']: -1,
    ['明天']: 1,
    ['后天']: 2,
    ['前天']: -2,
  };
  if (text in relative) return addDays(today, relative[text] ?? 0);
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  const parts = compact ? compact.slice(1) : text.split(/[-./年月日\s]+/).filter((p) => p !== '');
  if (parts.length === 0 || parts.length > 3 || parts.some((part) => !/^\d{1,4}$/.test(part))) {
    return null;
  }
  const [year, month] = today.split('-').map(Number);
  const numbers = parts.map(Number);
  if (numbers.length === 1) return valid(year ?? 0, month ?? 0, numbers[0] ?? 0);
  if (numbers.length === 2) return valid(year ?? 0, numbers[0] ?? 0, numbers[1] ?? 0);
  return valid(numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0);
}

/** The date some days later (or earlier). */
export function addDays(date: string, days: number): string {
  const moment = new Date(`${date}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}

/** `星期日` for a date. */
export const weekday = (date: string): string =>
  `星期${WEEKDAYS.charAt(new Date(`${date}T00:00:00Z`).getUTCDay())}`;

/** Whole days from one date to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

/** A UTC moment (RFC 3339) as local `2026-11-22 08:30`. */
export function showMoment(moment: string): string {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return moment;
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  return `${day} ${pad(date.getHours())}:${pad(date.getMinutes())}`;
}
