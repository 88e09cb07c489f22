// The strip of notices at the foot of the window: what was saved (with 撤销), what was refused.
import { reactive } from 'vue';
import { AppFailure, call } from '@/api';
import { invalidateAll } from './useQuery';

/** One notice. */
export interface Notice {
  key: number;
  tone: 'good' | 'bad' | 'info';
  text: string;
  /** Offers to undo the last operation. */
  undo: boolean;
  opId: string | null;
}

/** Notices on screen, newest last. */
export const notices = reactive<Notice[]>([]);

/** How long a good notice stays; refusals stay until they are closed. */
const STAY_MS = 9000;
let lastKey = 0;

function show(notice: Omit<Notice, 'key'>): void {
  lastKey += 1;
  const key = lastKey;
  // Only the newest change can be undone by its notice; older offers would be misunderstood.
  for (const old of notices) old.undo = false;
  notices.push({ ...notice, key });
  while (notices.length > 3) notices.shift();
  if (notice.tone !== 'bad') setTimeout(() => close(key), STAY_MS);
}

/** Takes a notice away. */
export function close(key: number): void {
  const at = notices.findIndex((notice) => notice.key === key);
  if (at >= 0) notices.splice(at, 1);
}

/** Takes all notices away: they name people, and a locked window shows nobody. */
export const closeAll = (): void => void notices.splice(0);

/** A change was saved; the notice offers to undo it. */
export const saved = (text: string, opId: string | null = null): void =>
  show({ tone: 'good', text, undo: true, opId });

/** Something worth knowing that cannot be undone. */
export const told = (text: string): void => show({ tone: 'info', text, undo: false, opId: null });

/** A refusal, in the program's own sentence. */
export function refused(error: unknown): void {
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof AppFailure && error.code === 'cancelled') told(text);
  else show({ tone: 'bad', text, undo: false, opId: null });
}

/** Undoes an operation, or the last one. */
export async function undoLast(opId: string | null = null): Promise<void> {
  try {
    const undone = await call('undo', { op_id: opId });
    invalidateAll();
    told(`已撤销“${undone.title}”，恢复了 ${undone.changes_n} 处。`);
  } catch (error) {
    refused(error);
  }
}
