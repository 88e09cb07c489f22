// What stands against a draft, one sentence each.
import { AppFailure } from '@/api';

/** The sentences of a refusal: a list when the program counts several problems. */
export function problemLines(error: unknown): string[] {
  const list = error instanceof AppFailure ? error.params['problems'] : undefined;
  const text = list || (error instanceof Error ? error.message : String(error));
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
