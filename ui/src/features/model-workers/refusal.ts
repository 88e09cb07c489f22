// A refusal at the field it belongs to; what names no field of the form stands below the form.
import { reactive } from 'vue';
import { AppFailure } from '@/api';

/** What was refused, by field. */
export interface Refusals {
  /** The sentence at a field; empty when it was not this one. */
  at: (field: string) => string;
  /** The sentence for the foot of the form. */
  rest: string;
  /** Who is nominated is not in the base data. */
  stranger: boolean;
  clear: () => void;
  take: (error: unknown) => void;
}

/** `fields` are those with a place of their own on the form. */
export function useRefusals(fields: readonly string[]): Refusals {
  const state = reactive({ field: '', text: '' });
  return reactive({
    at: (field: string): string => (state.field === field ? state.text : ''),
    get rest(): string {
      return state.text !== '' && !fields.includes(state.field) ? state.text : '';
    },
    get stranger(): boolean {
      return state.field === 'base_data';
    },
    clear: (): void => void Object.assign(state, { field: '', text: '' }),
    take: (error: unknown): void => {
      state.field = (error instanceof AppFailure && error.params['field']) || '';
      state.text = error instanceof Error ? error.message : String(error);
    },
  });
}
