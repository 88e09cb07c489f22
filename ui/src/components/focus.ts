// `v-focus`: the field where typing starts when a page or dialog opens.
import type { Directive } from 'vue';

export const vFocus: Directive<HTMLElement> = {
  mounted: (element) => element.focus({ preventScroll: true }),
};
