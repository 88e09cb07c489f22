// Drafting a batch: what every draft asks (fund, method, notice, purpose), whom it pays, and what
// becomes of it. Whom the batch is for, and which command drafts it, the dialogs say.
import { computed, reactive, ref, type ComputedRef, type Ref } from 'vue';
import { useRouter } from 'vue-router';
import { call } from '@/api';
import type { BatchDetail, FundView, PayMethod } from '@/generated/bindings';
import { told } from '@/queries/notices';
import { invalidate, type Tag } from '@/queries/useQuery';
import { formatCount, formatFen } from '@/text/money';
import type { Choice } from '@/text/words';
import { draftWarnings, problemLines } from './problems';

/** What is asked of every batch. */
export interface DraftForm {
  fund_id: string | null;
  method: PayMethod;
  purpose: string;
  needs_notice: boolean;
}

/** A draft under the hands; `problems` are what stood against it, a line each. */
export interface BatchDraft {
  form: DraftForm;
  funds: Ref<FundView[]>;
  busy: Ref<boolean>;
  problems: Ref<string[]>;
  /** Fen by which `sum` is more than what the chosen fund still has. */
  short: (sum: number) => number;
  /** Fills the form and loads the funds; those in `first` come first. */
  begin: (fill: Partial<DraftForm>, first?: ReadonlySet<string>) => Promise<void>;
  /** Drafts by `command`, then shows the batch; a refusal stays as problems. */
  draft: (command: (fundId: string) => Promise<BatchDetail>) => Promise<void>;
}

/** `tags`: what the batch makes stale, beside batches and funds. */
export function useBatchDraft(open: Ref<boolean>, method: PayMethod, tags: Tag[]): BatchDraft {
  const router = useRouter();
  const form = reactive<DraftForm>({ fund_id: null, method, purpose: '', needs_notice: false });
  const funds = ref<FundView[]>([]);
  const busy = ref(false);
  const problems = ref<string[]>([]);
  const fund = computed(() => funds.value.find((view) => view.fund.id === form.fund_id) ?? null);
  return {
    form,
    funds,
    busy,
    problems,
    short: (sum) => (fund.value ? Math.max(0, sum - fund.value.left) : 0),
    async begin(fill, first = new Set()) {
      problems.value = [];
      Object.assign(form, fill);
      try {
        const all = await call('fund_list', { year: null, usable: true });
        funds.value = [...all].sort(
          (a, b) => Number(first.has(b.fund.id)) - Number(first.has(a.fund.id)) || b.left - a.left,
        );
        form.fund_id = funds.value[0]?.fund.id ?? null;
      } catch (error) {
        problems.value = problemLines(error);
      }
    },
    async draft(command) {
      if (busy.value || !form.fund_id) return;
      busy.value = true;
      problems.value = [];
      try {
        const detail = await command(form.fund_id);
        open.value = false;
        invalidate('batches', 'funds', ...tags);
        told(`已拟定批次 ${detail.row.batch.no}，${formatFen(detail.row.amount)} 元，等待审核。`);
        draftWarnings.value = { batchId: detail.row.batch.id, lines: detail.warnings };
        void router.push(`/batches/${detail.row.batch.id}`);
      } catch (error) {
        problems.value = problemLines(error);
      } finally {
        busy.value = false;
      }
    },
  };
}

/** Whom the batch pays: a bank cannot pay somebody without a card. */
export type Who = 'all' | 'card' | 'no_card';

/** Who of them is paid, by card or without. */
export interface WhoIsPaid<T> {
  who: Ref<Who>;
  /** Offered only when there are both. */
  choices: ComputedRef<Choice<Who>[]>;
  chosen: ComputedRef<T[]>;
}

/** `unit`: what is counted, 人 or 个. */
export function useWhoIsPaid<T extends { card_masked: string | null }>(
  rows: () => T[],
  unit: string,
): WhoIsPaid<T> {
  const who = ref<Who>('all');
  const groups = computed(() => ({
    all: rows(),
    card: rows().filter((row) => row.card_masked !== null),
    no_card: rows().filter((row) => row.card_masked === null),
  }));
  const choices = computed<Choice<Who>[]>(() => {
    const { all, card, no_card: noCard } = groups.value;
    if (card.length === 0 || noCard.length === 0) return [];
    return [
      { id: 'card', label: `有银行卡的 ${formatCount(card.length)} ${unit}` },
      { id: 'no_card', label: `没有银行卡的 ${formatCount(noCard.length)} ${unit}` },
      { id: 'all', label: `全部 ${formatCount(all.length)} ${unit}` },
    ];
  });
  return { who, choices, chosen: computed(() => groups.value[who.value]) };
}
