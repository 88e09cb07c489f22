// The remaining room under the caps, worded for the line under an amount.
import type { Room } from '@/generated/bindings';
import { formatFen } from '@/text/money';
import type { Tone } from '@/text/words';

/** What the line under the amount says. */
export interface RoomLine {
  tone: Tone;
  text: string;
  /** Every cap with its numbers and its article. */
  caps: { text: string; numbers: string; article: string; tight: boolean; approval: string }[];
}

/** Words for the room; `amount` is what is being typed, fen. */
export function roomLine(room: Room, amount: number): RoomLine {
  const caps = room.rows.map((row) => ({
    text: row.text.replace(/。$/, ''),
    numbers: `限额 ${formatFen(row.limit)}，已用 ${formatFen(row.used)}，还可发 ${formatFen(row.left)} 元`,
    article: row.article,
    tight: amount > row.left,
    approval: row.approval ?? '',
  }));
  if (room.over) return { tone: 'bad', text: room.text, caps };
  const approval = room.rows.some((row) => row.approval !== null);
  if (room.left === null) return { tone: 'plain', text: room.text || '没有限额。', caps };
  return { tone: approval ? 'warn' : 'good', text: room.text, caps };
}
