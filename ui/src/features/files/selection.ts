// Which rows are ticked: some by hand, or "all that the filter finds" minus some.
import { computed, reactive, type ComputedRef } from 'vue';

/** Ticks over a list whose rows are not all loaded. */
export interface Selection {
  has: (id: string) => boolean;
  toggle: (id: string) => void;
  selectAll: () => void;
  clear: () => void;
  count: ComputedRef<number>;
  everything: ComputedRef<boolean>;
  /** The ticked ones out of all ids. */
  pick: <T extends { id: string }>(rows: T[]) => T[];
}

/** `total` is the number of rows that the filter finds. */
export function useSelection(total: () => number): Selection {
  const state = reactive({ all: false, ids: new Set<string>() });
  // With `all` set, `ids` are the exceptions.
  const has = (id: string): boolean => state.ids.has(id) !== state.all;
  return {
    has,
    toggle(id) {
      if (!state.ids.delete(id)) state.ids.add(id);
    },
    selectAll() {
      state.all = true;
      state.ids.clear();
    },
    clear() {
      state.all = false;
      state.ids.clear();
    },
    count: computed(() => (state.all ? Math.max(0, total() - state.ids.size) : state.ids.size)),
    everything: computed(() => state.all && state.ids.size === 0),
    pick: (rows) => rows.filter((row) => has(row.id)),
  };
}
