// Sentences to be read after what was just saved; the application's page shows them until it is left.
import { shallowRef } from 'vue';

export const lastWarnings = shallowRef<{ caseId: string; lines: string[] }>({
  caseId: '',
  lines: [],
});
