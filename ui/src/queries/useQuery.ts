// Reading with refresh by tags: a change names what it touched, and every page that shows it reloads.
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { AppFailure } from '@/api';

/** What a page shows and a change touches. */
const TAGS = [
  'files',
  'visits',
  'unions',
  'packs',
  'settings',
  'drafts',
  'difficulties',
  'campaigns',
  'scholarships',
  'model-workers',
  'funds',
  'batches',
  'snapshots',
  'users',
  'sync',
] as const;
export type Tag = (typeof TAGS)[number];

const listeners = new Map<Tag, Set<() => void>>();

/** Reloads whatever is on screen and shows one of these. */
export function invalidate(...tags: Tag[]): void {
  const due = new Set<() => void>();
  for (const tag of tags) for (const reload of listeners.get(tag) ?? []) due.add(reload);
  for (const reload of due) reload();
}

/** Everything, after an undo or an import. */
export const invalidateAll = (): void => invalidate(...TAGS);

/** Calls `reload` whenever one of the tags is invalidated, as long as the component lives. */
export function onInvalidated(tags: Tag[], reload: () => void): void {
  for (const tag of tags) {
    const set = listeners.get(tag) ?? new Set();
    set.add(reload);
    listeners.set(tag, set);
    onScopeDispose(() => set.delete(reload));
  }
}

/** Something loaded from the program. */
export interface Query<T> {
  data: ShallowRef<T | null>;
  failure: ShallowRef<AppFailure | null>;
  loading: Ref<boolean>;
  reload: () => Promise<void>;
}

/**
 * Loads now, again when `key` changes, and again when a tag is invalidated. An answer that was
 * overtaken by a newer question is dropped; the old data stays on screen while loading.
 */
export function useQuery<T>(
  load: () => Promise<T>,
  options: { tags?: Tag[]; key?: () => unknown } = {},
): Query<T> {
  const data = shallowRef<T | null>(null);
  const failure = shallowRef<AppFailure | null>(null);
  const loading = ref(false);
  let asked = 0;

  const reload = async (): Promise<void> => {
    const mine = (asked += 1);
    loading.value = true;
    try {
      const answer = await load();
      if (mine !== asked) return;
      data.value = answer;
      failure.value = null;
    } catch (error) {
      if (mine !== asked) return;
      failure.value =
        error instanceof AppFailure ? error : new AppFailure('internal', String(error));
    } finally {
      if (mine === asked) loading.value = false;
    }
  };

  if (options.key) watch(options.key, () => void reload(), { immediate: true });
  else void reload();
  onInvalidated(options.tags ?? [], () => void reload());
  return { data, failure, loading, reload };
}
