// The list of a campaign as a long table: filters, pages, ticks over all that match.
import { onMounted, reactive, ref, watch } from 'vue';
import { call } from '@/api';
import type { ItemQuery, ItemRow, ListTotals } from '@/generated/bindings';
import { usePagedRows } from '@/queries/usePagedRows';
import { onInvalidated } from '@/queries/useQuery';
import { useSelection } from '@/components/ticks';

/** Pause after the last key before asking, in milliseconds. */
const WAIT_MS = 150;

/** A row with its id where the ticks look for it. */
export type ListedItem = ItemRow & { id: string };

/** Filters of the list that a page may set. */
export type ItemFilter = Omit<ItemQuery, 'campaign_id' | 'offset' | 'limit'>;

/** `first` are the filters the page opens with. */
export function useItems(campaignId: () => string, first: Partial<ItemFilter> = {}) {
  const filter = reactive<ItemFilter>({
    text: '',
    category: null,
    assignee: null,
    outcome: null,
    unbatched: false,
    removed: false,
    ...first,
  });
  const totals = ref<ListTotals | null>(null);
  const list = usePagedRows<ListedItem>(async (offset, limit) => {
    const page = await call('item_list', {
      ...filter,
      campaign_id: campaignId(),
      offset,
      limit,
    });
    totals.value = page.totals;
    return {
      total: page.total,
      rows: page.rows.map((row) => ({ ...row, id: row.item.id })),
    };
  });
  const ticked = useSelection(() => list.total.value);

  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(filter, () => {
    ticked.clear();
    clearTimeout(timer);
    timer = setTimeout(() => void list.restart(), WAIT_MS);
  });
  onInvalidated(['campaigns', 'batches'], () => void list.restart());
  onMounted(() => void list.restart());

  return {
    filter,
    totals,
    list,
    ticked,
    /** Ids of the ticked, over every page. */
    tickedIds: async (): Promise<string[]> =>
      ticked.pick(await list.all()).map((row) => row.item.id),
  };
}
