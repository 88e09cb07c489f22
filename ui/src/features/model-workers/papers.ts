// Papers of the registry and its workbook, from the list and from a person's page.
import { call, saveToDisk } from '@/api';
import type { PaperForm } from '@/generated/bindings';
import { refused, told } from '@/queries/notices';
import type { PrintEntry } from '../campaigns/PrintMenu.vue';
import { openPreview } from '../print/preview';

export const LIST_PAPERS: PrintEntry[] = [
  { form: 'model_worker_form', label: '劳动模范登记表' },
  { form: 'model_worker_funds', label: '劳模三金申报表' },
  { form: 'honor_ledger', label: '荣誉台账' },
  { form: 'model_worker_visits', label: '劳模慰问登记' },
];

/** Opens the preview of a paper about these model workers. */
export function printRegistry(form: PaperForm, ids: string[], name = '', year?: number): void {
  const label = LIST_PAPERS.find((paper) => paper.form === form)?.label ?? '';
  const whom = name || `${ids.length} 人`;
  openPreview(`${label} · ${whom}`, { form, ids, ...(year ? { year } : {}) });
}

/** The whole registry as a workbook that can be imported again. */
export async function exportRegistry(): Promise<void> {
  try {
    const file = await call('export_model_workers', { on: null });
    for (const line of file.warnings) told(line);
    const place = await saveToDisk(file);
    if (place) told(`已导出：${place}`);
  } catch (error) {
    refused(error);
  }
}
