// What stands against a draft, and what a draft that was taken wants to be read, one sentence each.
import { shallowRef } from 'vue';
import { AppFailure } from '@/api';

/** What the last draft said beside being taken; its batch's page shows it until it is left. */
export const draftWarnings = shallowRef<{ batchId: string; lines: string[] }>({
  batchId: '',
  lines: [],
});

/** The sentences of a refusal: a list when the program counts several problems. */
export function problemLines(error: unknown): string[] {
  const refused = error instanceof AppFailure && error.code === 'batch_refused';
  const list = refused ? error.params['detail'] : undefined;
  const text = list || (error instanceof Error ? error.message : String(error));
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** What a refusal says was kept; beside a shut button nothing was tried, so it goes without saying. */
const KEPT = /(批次没有改动，|这一步没有做。|批次没有改动。|没有改动，)/g;

/** Why a step is shut, as short as it can stand beside its button. */
export const shortWhy = (whyNot: string | null): string => (whyNot ?? '').replace(KEPT, '');
