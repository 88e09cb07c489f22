// A long list read a page at a time, as it scrolls into view; 20,000 rows stay smooth.
import { ref, shallowReactive, type Ref } from 'vue';
import { AppFailure } from '@/api';

/** A page of rows with the number of all rows. */
export interface RowPage<T> {
  rows: T[];
  total: number;
}

/** Rows by index; those not read yet are `undefined`. */
export interface PagedRows<T> {
  total: Ref<number>;
  failure: Ref<AppFailure | null>;
  /** True once a first page has arrived. */
  ready: Ref<boolean>;
  row: (index: number) => T | undefined;
  /** Reads the pages that show these rows. */
  need: (from: number, to: number) => void;
  /** Asks again from the start; the old rows stay until the first page is there. */
  restart: () => Promise<void>;
  /** Reads every page, for "all of them". */
  all: () => Promise<T[]>;
}

/** Rows per question. */
const PAGE = 100;

/** `load` answers the rows from `offset`, at most `limit` (0 = all). */
export function usePagedRows<T>(
  load: (offset: number, limit: number) => Promise<RowPage<T>>,
): PagedRows<T> {
  const total = ref(0);
  const ready = ref(false);
  const failure = ref<AppFailure | null>(null);
  const pages = shallowReactive(new Map<number, T[]>());
  const asked = new Set<number>();
  let generation = 0;

  async function fetchPage(page: number): Promise<void> {
    const mine = generation;
    asked.add(page);
    try {
      const answer = await load(page * PAGE, PAGE);
      if (mine !== generation) return;
      if (page === 0 && !ready.value) ready.value = true;
      total.value = answer.total;
      pages.set(page, answer.rows);
      failure.value = null;
    } catch (error) {
      if (mine !== generation) return;
      asked.delete(page);
      failure.value =
        error instanceof AppFailure ? error : new AppFailure('internal', String(error));
    }
  }

  async function restart(): Promise<void> {
    generation += 1;
    const mine = generation;
    try {
      const answer = await load(0, PAGE);
      if (mine !== generation) return;
      asked.clear();
      pages.clear();
      asked.add(0);
      pages.set(0, answer.rows);
      total.value = answer.total;
      failure.value = null;
      ready.value = true;
    } catch (error) {
      if (mine !== generation) return;
      failure.value =
        error instanceof AppFailure ? error : new AppFailure('internal', String(error));
    }
  }

  return {
    total,
    failure: failure as Ref<AppFailure | null>,
    ready,
    row: (index) => pages.get(Math.floor(index / PAGE))?.[index % PAGE],
    need(from, to) {
      for (let page = Math.floor(from / PAGE); page <= Math.floor(to / PAGE); page += 1) {
        if (page * PAGE < total.value && !asked.has(page)) void fetchPage(page);
      }
    },
    restart,
    all: async () => (await load(0, 0)).rows,
  };
}
