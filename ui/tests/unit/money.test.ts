// Amounts: every way people type them, exact to the fen.
import { describe, expect, it } from 'vitest';
import { formatCount, formatFen, formatRationalFen, parseYuan } from '@/text/money';

describe('parseYuan', () => {
  const good: [string, number | null][] = [
    ['', null],
    ['  ', null],
    ['0', 0],
    ['300', 30_000],
    ['1234.5', 123_450],
    ['1,234.56', 123_456],
    ['1，234.56', 123_456],
    ['１２３．４５', 12_345],
    ['¥300', 30_000],
    ['￥300元', 30_000],
    ['.5', 50],
    ['12.', 1_200],
    ['0.3万', 300_000],
    ['38.237万', 38_237_000],
    ['1.100', 110],
    // Through a float this would be 1.1499999999999999.
    ['1.15', 115],
    ['90071992547409.91', 9_007_199_254_740_991],
  ];
  it.each(good)('reads %j as %j fen', (text, fen) => {
    expect(parseYuan(text)).toEqual({ ok: true, fen });
  });

  it.each(['abc', '1.2.3', '12元5', '--3', '.', '万', '1e5', '90071992547409.92', '1.005', '-5'])(
    'refuses %j with a sentence',
    (text) => {
      const parsed = parseYuan(text);
      expect(parsed.ok).toBe(false);
      if (!parsed.ok) expect(parsed.message).toMatch(/。$/);
    },
  );

  it('takes a loss where losses exist', () => {
    expect(parseYuan('-12.30', { negative: true })).toEqual({ ok: true, fen: -1230 });
  });

  it('reads back what it writes', () => {
    for (const fen of [
      0, 1, 9, 10, 99, 100, 101, 99_999, 100_000, 123_456_789, 9_007_199_254_740_991,
    ]) {
      expect(parseYuan(formatFen(fen))).toEqual({ ok: true, fen });
    }
  });
});

describe('showing', () => {
  it.each([
    [0, '0.00'],
    [5, '0.05'],
    [123_456, '1,234.56'],
    [-123_456_789, '-1,234,567.89'],
  ])('%d fen is %s', (fen, text) => {
    expect(formatFen(fen)).toBe(text);
  });

  it.each([
    ['97000/1', '970.00'],
    // H4: 970.00389 must not look like exactly 970.
    ['3492014/36', '≈970.00'],
    ['-100/3', '≈-0.33'],
    ['97000', '970.00'],
  ])('%s fen is %s yuan', (rational, text) => {
    expect(formatRationalFen(rational)).toBe(text);
  });

  it('separates thousands of counts', () => {
    expect(formatCount(1_234_567)).toBe('1,234,567');
  });
});
