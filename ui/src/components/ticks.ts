// Which rows are ticked: some by hand, or "all that the filter finds" minus some; and how a table
// draws the boxes.
import { computed, reactive, type ComputedRef } from 'vue';

/** Boxes of a table: one before each row (column `tick`), one for all of them. */
export interface RowTicks<T> {
  /** Said to a screen reader: 选中 … */
  name: (row: T) => string;
  has: (row: T) => boolean;
  toggle: (row: T) => void;
  /** Rows that cannot be ticked. */
  blocked: (row: T) => boolean;
  /** Is every row ticked? */
  all: () => boolean;
  toggleAll: () => void;
}

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

/** The boxes of a table whose ticks are `selection`. */
export function selectionTicks(selection: Selection): RowTicks<{ id: string; name: string }> {
  return {
    name: (row) => row.name,
    has: (row) => selection.has(row.id),
    toggle: (row) => selection.toggle(row.id),
    blocked: () => false,
    all: () => selection.everything.value,
    toggleAll: () => (selection.everything.value ? selection.clear() : selection.selectAll()),
  };
}
