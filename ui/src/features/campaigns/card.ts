// Bank card numbers as typed: digits only, grouped for reading, checked by Luhn.
import { halfWidth } from '@/text/money';

/** Digits of a typed card number; full-width digits and blanks are understood. */
export const cardDigits = (typed: string): string => halfWidth(typed).replace(/[\s-]/g, '');

/** `6222 0210 0100 0000 015`. */
export const groupCard = (digits: string): string => digits.replace(/(\d{4})(?=\d)/g, '$1 ');

/** The tail of a masked card for narrow columns, e.g. `尾号 0015`; a dash when there is none. */
export function cardTail(masked: string | null): string {
  const tail = /(\d{3,4})\s*$/.exec(masked ?? '')?.[1];
  return tail ? `尾号 ${tail}` : masked || '—';
}

/** The check digit of a card (GB/T 14504, Luhn). */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** What stands about a typed card number. Some old passbooks fail Luhn: typed twice, they pass. */
export interface CardState {
  digits: string;
  /** May be saved. */
  ok: boolean;
  /** Asks for a second entry. */
  twice: boolean;
  /** The second entry is there and the same. */
  confirmed: boolean;
  text: string;
}

/** Judges a typed card and its second entry. An empty card is fine: the stored one stays. */
export function judgeCard(typed: string, again: string): CardState {
  const digits = cardDigits(typed);
  const state = { digits, ok: false, twice: false, confirmed: false };
  if (digits === '') return { ...state, ok: true, text: '' };
  if (!/^\d+$/.test(digits)) return { ...state, text: '卡号只有数字，请检查。' };
  if (digits.length < 13 || digits.length > 19) {
    return { ...state, text: `卡号是 13 到 19 位，现在是 ${digits.length} 位。` };
  }
  if (passesLuhn(digits)) return { ...state, ok: true, text: groupCard(digits) };
  const second = cardDigits(again);
  const twice = { ...state, twice: true };
  if (second === '') {
    return { ...twice, text: '卡号的校验位不对，多半是抄错了。确认无误请再输入一遍。' };
  }
  if (second !== digits) return { ...twice, text: '两次输入的卡号不一样，请核对银行卡。' };
  return { ...twice, ok: true, confirmed: true, text: '两次一致，将按原样保存。' };
}
