// Who is picked: over every match of the query, and kept when the query changes, because a list is
// often made of several queries (在档, then 住院, then 劳模).
import { computed, shallowRef, triggerRef, type ComputedRef } from 'vue';
import type { RowTicks } from '@/components/ticks';

/** Picks by key over rows that are all known. */
export interface Picks<T> {
  has: (row: T) => boolean;
  toggle: (row: T) => void;
  /** Every row that may be picked, not only those on screen. */
  addAll: (rows: readonly T[]) => void;
  removeAll: (rows: readonly T[]) => void;
  clear: () => void;
  count: ComputedRef<number>;
  rows: ComputedRef<T[]>;
  /** How many picked ones are not among these rows. */
  elsewhere: (rows: readonly T[]) => number;
}

/** `key` names a row; rows for which `allowed` is false are never picked. */
export function usePicks<T>(key: (row: T) => string, allowed: (row: T) => boolean): Picks<T> {
  const picked = shallowRef(new Map<string, T>());
  const changed = (): void => triggerRef(picked);
  return {
    has: (row) => picked.value.has(key(row)),
    toggle(row) {
      if (!picked.value.delete(key(row)) && allowed(row)) picked.value.set(key(row), row);
      changed();
    },
    addAll(rows) {
      for (const row of rows) if (allowed(row)) picked.value.set(key(row), row);
      changed();
    },
    removeAll(rows) {
      for (const row of rows) picked.value.delete(key(row));
      changed();
    },
    clear() {
      picked.value.clear();
      changed();
    },
    count: computed(() => picked.value.size),
    rows: computed(() => [...picked.value.values()]),
    elsewhere(rows) {
      const here = new Set(rows.map(key));
      let others = 0;
      for (const id of picked.value.keys()) if (!here.has(id)) others += 1;
      return others;
    },
  };
}

/** The boxes of a table that shows `rows`; `blocked` rows cannot be picked. */
export function pickTicks<T extends { name: string }>(
  picks: Picks<T>,
  rows: () => readonly T[],
  blocked: (row: T) => boolean,
): RowTicks<T> {
  const all = (): boolean => {
    const open = rows().filter((row) => !blocked(row));
    return open.length > 0 && open.every(picks.has);
  };
  return {
    name: (row) => row.name,
    has: picks.has,
    toggle: picks.toggle,
    blocked,
    all,
    toggleAll: () => (all() ? picks.removeAll(rows()) : picks.addAll(rows())),
  };
}
