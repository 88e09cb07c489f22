// The lines of a batch: which are shown, and what may still be done with each.
import type { LineRow, LineState } from '@/generated/bindings';

/** Lines per state, in the order in which they need attention. */
const ORDER: LineState[] = [
  'bounced',
  'not_collected',
  'waiting',
  'exported',
  'paid',
  'reversal',
  'reversed',
  'cancelled',
];

/** A state with the number of its lines. */
export interface StateCount {
  state: LineState;
  label: string;
  count: number;
}

/** States that occur, with their words as the program says them. */
export function countStates(lines: readonly LineRow[]): StateCount[] {
  const counts = new Map<LineState, StateCount>();
  for (const line of lines) {
    const found = counts.get(line.state);
    if (found) found.count += 1;
    else counts.set(line.state, { state: line.state, label: line.state_label, count: 1 });
  }
  return ORDER.flatMap((state) => counts.get(state) ?? []);
}

/** Lines in a state whose name, employer or place in the batch fits the text. */
export function filterLines(
  lines: readonly LineRow[],
  state: LineState | null,
  text: string,
): LineRow[] {
  const wanted = text.trim();
  return lines.filter(
    (row) =>
      (state === null || row.state === state) &&
      (wanted === '' ||
        row.name.includes(wanted) ||
        (row.employer?.includes(wanted) ?? false) ||
        String(row.line.seq) === wanted),
  );
}

/** Waits for a signature: cash that nobody has had yet. */
export const signable = (row: LineRow): boolean =>
  row.state === 'waiting' || row.state === 'not_collected';

/** May be taken back: a real payment that was not taken back yet. */
export const reversible = (row: LineRow): boolean =>
  row.line.reverses === null && !['reversed', 'reversal', 'cancelled'].includes(row.state);

/** Why the last event happened, for the list. */
export function lastReason(row: LineRow): string {
  const last = row.events.at(-1);
  if (!last) return row.line.reason ?? '';
  const { reason, proxy_name: proxy, proxy_relation: relation } = last.event;
  if (proxy) return `代领：${proxy}${relation ? `（${relation}）` : ''}`;
  return reason ?? '';
}
