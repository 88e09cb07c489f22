// What the preview page prints; kept outside the address because hundreds of ids do not fit there.
import { ref } from 'vue';
import type { PrintRequest } from '@/generated/bindings';
import { router } from '@/router';

/** A document to be shown before it is printed. */
export interface PreviewTask {
  title: string;
  request: PrintRequest;
}

/** The document that the preview page shows. */
export const previewTask = ref<PreviewTask | null>(null);

/** Opens the preview of some forms; fields left out have their usual values. */
export function openPreview(
  title: string,
  request: Partial<PrintRequest> & Pick<PrintRequest, 'form'>,
): void {
  previewTask.value = {
    title,
    request: {
      ids: [],
      all: false,
      blank: 0,
      with_photos: false,
      from: null,
      to: null,
      year: null,
      ...request,
    },
  };
  void router.push('/print');
}
