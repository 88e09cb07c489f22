// One exchange at a time, followed to its end: what is shown while it runs and when it is stopped.
import { ref, type Ref } from 'vue';
import { AppFailure, type JobOptions } from '@/api';
import type { JobStatus } from '@/generated/bindings';
import { invalidateAll } from '@/queries/useQuery';

/** What stopping an exchange leaves behind; what is said of other jobs would be wrong here. */
export const STOPPED = '已停下。已经送出和收到的都留着，下次同步接着来。';

/** An exchange that a card starts. */
export interface SyncJob {
  job: Ref<JobStatus | null>;
  running: Ref<boolean>;
  /** Why the last one did not come to its end, as a sentence; empty when it did. */
  problem: Ref<string>;
  /** Answers `null` when it failed or was stopped; `problem` says why. */
  run: <T>(start: (options: JobOptions) => Promise<T>) => Promise<T | null>;
  stop: () => void;
}

/** Runs exchanges of one card. */
export function useSyncJob(): SyncJob {
  const job = ref<JobStatus | null>(null);
  const running = ref(false);
  const problem = ref('');
  let abort = new AbortController();

  async function run<T>(start: (options: JobOptions) => Promise<T>): Promise<T | null> {
    if (running.value) return null;
    running.value = true;
    job.value = null;
    problem.value = '';
    abort = new AbortController();
    try {
      return await start({ onProgress: (now) => (job.value = now), signal: abort.signal });
    } catch (error) {
      const stopped = error instanceof AppFailure && error.code === 'cancelled';
      problem.value = stopped ? STOPPED : error instanceof Error ? error.message : String(error);
      return null;
    } finally {
      running.value = false;
      invalidateAll();
    }
  }
  return { job, running, problem, run, stop: () => abort.abort() };
}
