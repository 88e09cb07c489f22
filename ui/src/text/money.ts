// Amounts on screen: yuan as typed to integer fen and back, by text alone (never through a float).

/** Largest amount, either sign: the program's own limit, 2^53 − 1 fen. */
const MAX_FEN = BigInt(Number.MAX_SAFE_INTEGER);

/** What came of a typed amount. */
export type ParsedAmount = { ok: true; fen: number | null } | { ok: false; message: string };

/** Full-width forms (U+FF01–FF5E, typed by Chinese input methods) as their ASCII twins. */
export function halfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/[\u3002\u00b7]/g, '.')
    .replace(/\u3000/g, ' ');
}

const refuse = (message: string): ParsedAmount => ({ ok: false, message });

/**
 * Reads an amount in yuan: `1234.5`, `1,234.50`, `¥300`, `0.3万`, full-width digits.
 * An empty text is "no amount" (`null`), which is not zero.
 */
export function parseYuan(typed: string, options: { negative?: boolean } = {}): ParsedAmount {
  const text = halfWidth(typed)
    .replace(/[\s\u00a5\uffe5,_]/g, '')
    .replace(/元$/, '');
  if (text === '') return { ok: true, fen: null };
  const match = /^(-?)(\d*)(?:\.(\d*))?(万?)$/.exec(text);
  const whole = match?.[2] ?? '';
  const decimals = match?.[3] ?? '';
  if (!match || (whole === '' && decimals === '')) {
    return refuse('请输入数字金额，例如 300 或 1234.50。');
  }
  // 万 moves the point four places to the right, fen two.
  const places = (match[4] === '万' ? 4 : 0) + 2;
  const significant = decimals.replace(/0+$/, '');
  if (significant.length > places) return refuse('金额最小到分，小数太长了。');
  const fen = BigInt((whole || '0') + significant.padEnd(places, '0'));
  if (fen > MAX_FEN) return refuse('金额太大了，请检查是否多写了几位。');
  if (match[1] === '-' && fen > 0n && !options.negative) return refuse('这里不能填负数。');
  return { ok: true, fen: Number(match[1] === '-' ? -fen : fen) };
}

/** `123456` fen as `1,234.56`. */
export function formatFen(fen: number): string {
  const abs = Math.abs(fen).toString().padStart(3, '0');
  const whole = abs.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fen < 0 ? '-' : ''}${whole}.${abs.slice(-2)}`;
}

/** An amount for reading, or a dash when there is none. */
export const showFen = (fen: number | null | undefined): string =>
  fen === null || fen === undefined ? '—' : formatFen(fen);

/**
 * A rational number of fen `num/den` as yuan with two decimals; `≈` in front when the two decimals
 * are not the whole truth (a verdict compares the exact number, never this text).
 */
export function formatRationalFen(text: string): string {
  const match = /^(-?\d+)(?:\/(\d+))?$/.exec(text);
  if (!match?.[1]) return text;
  const num = BigInt(match[1]);
  const den = BigInt(match[2] ?? '1');
  if (den === 0n) return text;
  const negative = num < 0n;
  const abs = negative ? -num : num;
  const rounded = (abs * 2n + den) / (den * 2n);
  const exact = rounded * den === abs;
  return `${exact ? '' : '≈'}${formatFen(Number(negative ? -rounded : rounded))}`;
}

/** A count with thousands separators. */
export const formatCount = (count: number): string =>
  count.toString().replace(/\B(?=(\d{3})+$)/g, ',');
