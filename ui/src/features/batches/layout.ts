// The columns of the bank's transfer file: which, and in what order.
import type { BankFormat } from '@/generated/bindings';
import type { Choice } from '@/text/words';

/** Every column a bank may ask for, with its word. */
export const BANK_COLUMNS: Choice[] = [
  { id: 'seq', label: '序号' },
  { id: 'holder', label: '户名' },
  { id: 'card', label: '卡号' },
  { id: 'amount', label: '金额' },
  { id: 'bank', label: '开户行' },
  { id: 'note', label: '备注' },
];
/** Without these no bank can pay. */
export const NEEDED: readonly string[] = ['holder', 'card', 'amount'];

/** The word of a column. */
export const columnLabel = (id: string): string =>
  BANK_COLUMNS.find((column) => column.id === id)?.label ?? id;

/** Moves a column by some places; at the ends it stays. */
export function moveColumn(columns: readonly string[], id: string, by: number): string[] {
  const at = columns.indexOf(id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= columns.length) return [...columns];
  const next = columns.filter((column) => column !== id);
  next.splice(to, 0, id);
  return next;
}

/** Adds a column at the end, or takes it out; needed ones stay. */
export function toggleColumn(columns: readonly string[], id: string): string[] {
  if (!columns.includes(id)) return [...columns, id];
  return NEEDED.includes(id) ? [...columns] : columns.filter((column) => column !== id);
}

/** The other columns, in their usual order. */
export const leftOut = (format: BankFormat): Choice[] =>
  BANK_COLUMNS.filter((column) => !format.columns.includes(column.id));
