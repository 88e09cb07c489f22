// Dates as people type them.
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, parseDate, weekday } from '@/text/dates';

const TODAY = '2026-11-22';

describe('parseDate', () => {
  it.each([
    ['2026-11-22', '2026-11-22'],
    ['20261122', '2026-11-22'],
    ['2026.1.5', '2026-01-05'],
    ['2026年1月5日', '2026-01-05'],
    ['２０２６－１１－０１', '2026-11-01'],
    ['11-5', '2026-11-05'],
    ['5', '2026-11-05'],
    ['今天', TODAY],
    ['昨天', '2026-11-21'],
    ['2024-02-29', '2024-02-29'],
  ])('reads %s', (typed, date) => {
    expect(parseDate(typed, TODAY)).toBe(date);
  });

  it.each(['', 'x', '2026-02-29', '2026-13-01', '31-31', '1234567', '0001-01-01'])(
    'refuses %j',
    (typed) => {
      expect(parseDate(typed, TODAY)).toBeNull();
    },
  );
});

it('counts days over months and names weekdays', () => {
  expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
  expect(daysBetween('2026-11-22', '2026-12-01')).toBe(9);
  expect(weekday(TODAY)).toBe('星期日');
});
