// A refusal shown at the field it names, or under the form when it names none that is on it.
import { reactive } from 'vue';
import { AppFailure } from '@/api';

/** What the program said of a form, by field; `''` is the form as a whole. */
export interface FieldRefusal {
  /** Sentence at a field; empty when there is none. */
  at: (field: string) => string;
  /** Sentence for the foot of the form. */
  whole: () => string;
  /** Takes over a refusal; `fields` are those that the form shows. */
  take: (error: unknown, fields: readonly string[]) => void;
  /** Says something of a field that the page itself found wrong. */
  say: (field: string, sentence: string) => void;
  clear: () => void;
}

/** The refusals of one form. */
export function useRefusal(): FieldRefusal {
  const said = reactive<{ field: string; sentence: string }>({ field: '', sentence: '' });
  const say = (field: string, sentence: string): void =>
    void Object.assign(said, { field, sentence });
  return {
    at: (field) => (said.sentence !== '' && said.field === field ? said.sentence : ''),
    whole: () => (said.field === '' ? said.sentence : ''),
    take(error, fields) {
      const sentence = error instanceof Error ? error.message : String(error);
      const named = error instanceof AppFailure ? (error.params['field'] ?? '') : '';
      say(fields.includes(named) ? named : '', sentence);
    },
    say,
    clear: () => say('', ''),
  };
}
