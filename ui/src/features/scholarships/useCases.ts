// The applications of a round as a long table: filters, pages, ticks over all that match.
import { onMounted, reactive, ref, watch } from 'vue';
import { call } from '@/api';
import type { ScholarshipQuery, ScholarshipRow, ScholarshipTotals } from '@/generated/bindings';
import { usePagedRows } from '@/queries/usePagedRows';
import { onInvalidated } from '@/queries/useQuery';
import { useSelection } from '@/components/ticks';

/** Pause after the last key before asking, in milliseconds. */
const WAIT_MS = 150;

/** A row with its id where the ticks look for it. */
export type ListedCase = ScholarshipRow & { id: string };

/** Filters that a page may set. */
export type CaseFilter = Omit<ScholarshipQuery, 'round_id' | 'offset' | 'limit'>;

/** `first` are the filters the page opens with. */
export function useCases(roundId: () => string, first: Partial<CaseFilter> = {}) {
  const filter = reactive<CaseFilter>({
    text: '',
    decision: null,
    level: null,
    step: null,
    filed: null,
    counterpart: null,
    ...first,
  });
  const totals = ref<ScholarshipTotals | null>(null);
  const list = usePagedRows<ListedCase>(async (offset, limit) => {
    const page = await call('scholarship_list', {
      ...filter,
      round_id: roundId(),
      offset,
      limit,
    });
    totals.value = page.totals;
    return { total: page.total, rows: page.rows.map((row) => ({ ...row, id: row.case.id })) };
  });
  const ticked = useSelection(() => list.total.value);

  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(filter, () => {
    ticked.clear();
    clearTimeout(timer);
    timer = setTimeout(() => void list.restart(), WAIT_MS);
  });
  watch(roundId, () => {
    ticked.clear();
    void list.restart();
  });
  onInvalidated(['scholarships', 'batches', 'files'], () => void list.restart());
  onMounted(() => void list.restart());

  return {
    filter,
    totals,
    list,
    ticked,
    /** The ticked, over every page. */
    tickedRows: async (): Promise<ListedCase[]> => ticked.pick(await list.all()),
  };
}
