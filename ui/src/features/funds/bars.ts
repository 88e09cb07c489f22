// A fund as a bar: paid, promised but not paid, and left, of what came in.
import type { FundView } from '@/generated/bindings';

/** A part of the bar; `share` in tenths of a percent of the whole. */
export interface BarPart {
  id: 'paid' | 'promised' | 'left' | 'over';
  label: string;
  fen: number;
  share: number;
}

/** The parts of the bar. When more is promised than came in, the whole is what is promised. */
export function fundParts(view: FundView): BarPart[] {
  const whole = Math.max(view.received, view.committed, 1);
  const over = Math.max(0, view.committed - view.received);
  const parts: Omit<BarPart, 'share'>[] = [
    { id: 'paid', label: '已发放', fen: view.paid },
    { id: 'promised', label: '已安排未发放', fen: view.committed - view.paid - over },
    { id: 'over', label: '超出到账', fen: over },
    { id: 'left', label: '还可用', fen: Math.max(0, view.left) },
  ];
  return parts
    .filter((part) => part.fen > 0)
    .map((part) => ({ ...part, share: Math.round((part.fen * 1000) / whole) }));
}
