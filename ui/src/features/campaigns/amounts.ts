// Amounts of a new list: a rule per category, and what was set by hand for single people.
import type { AmountRule, Candidate, ItemDraft } from '@/generated/bindings';

/** How many of the picked are in a category, with its rule. */
export interface CategoryRule {
  category: string;
  label: string;
  households: number;
  amount: number | null;
  goods: string;
}

/** What was set by hand for one file. */
export interface HandSet {
  amount: number | null;
  goods: string | null;
}

/** One row per category of the picked, most frequent first; rules known already are kept. */
export function categoryRules(
  picked: readonly Candidate[],
  known: readonly AmountRule[],
): CategoryRule[] {
  const rows = new Map<string, CategoryRule>();
  for (const one of picked) {
    const row = rows.get(one.category);
    if (row) row.households += 1;
    else {
      const rule = known.find((other) => other.category === one.category);
      rows.set(one.category, {
        category: one.category,
        label: one.category_label || '未填类别',
        households: 1,
        amount: rule?.amount ?? null,
        goods: rule?.goods ?? '',
      });
    }
  }
  return [...rows.values()].sort((a, b) => b.households - a.households);
}

/** The rules as the campaign keeps them; categories without an amount have none. */
export const rulesOf = (rows: readonly CategoryRule[]): AmountRule[] =>
  rows
    .filter((row) => row.amount !== null || row.goods.trim() !== '')
    .map((row) => ({
      category: row.category,
      amount: row.amount ?? 0,
      goods: row.goods.trim() || null,
    }));

/** What somebody gets, fen: by hand, else by the rule of the category. */
export function amountFor(
  one: Candidate,
  rules: readonly CategoryRule[],
  byHand: ReadonlyMap<string, HandSet>,
): number {
  const hand = byHand.get(one.file_id)?.amount;
  if (hand !== undefined && hand !== null) return hand;
  return rules.find((rule) => rule.category === one.category)?.amount ?? 0;
}

/** The sum of the list, fen. */
export const sumOf = (
  picked: readonly Candidate[],
  rules: readonly CategoryRule[],
  byHand: ReadonlyMap<string, HandSet>,
): number => picked.reduce((sum, one) => sum + amountFor(one, rules, byHand), 0);

/** The picked as drafts; what follows the rules says so by having no amount of its own. */
export const draftsOf = (
  picked: readonly Candidate[],
  byHand: ReadonlyMap<string, HandSet>,
): ItemDraft[] =>
  picked.map((one) => ({
    file_id: one.file_id,
    person_id: null,
    unit: null,
    category: null,
    aid_kind: null,
    amount: byHand.get(one.file_id)?.amount ?? null,
    goods: byHand.get(one.file_id)?.goods ?? null,
    temporary_reason: null,
    note: null,
  }));
