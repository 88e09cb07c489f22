// Words and small rules of the sync pages.
import type { ConflictRow, FindingChoice, FindingRule, SyncReceipt } from '@/generated/bindings';
import { showMoment } from '@/text/dates';
import { openPreview } from '../print/preview';

interface Way {
  id: FindingChoice;
  label: string;
}

const ACCEPT: Way = { id: 'accepted', label: '情况属实，予以保留' };

/** What may be done about a finding; two registrations are joined by a button of their own. */
export function waysOut(rule: FindingRule): Way[] {
  switch (rule) {
    case 'same_person_twice':
      return [ACCEPT];
    case 'deleted_parent':
      return [
        { id: 'restored', label: '恢复被删除的' },
        { id: 'accepted', label: '不恢复，照样留着' },
      ];
    default:
      return [ACCEPT, { id: 'handled', label: '已另行处理' }];
  }
}

/** Several edits of one field that wait: the newest, and those before it, newest first. */
export interface Chain {
  newest: ConflictRow;
  earlier: ConflictRow[];
}

/** Puts conflicts of the same record and field together; the list comes newest first. */
export function chains(rows: ConflictRow[]): Chain[] {
  const found = new Map<string, Chain>();
  for (const row of rows) {
    const key = `${row.record_id} ${row.field ?? ''}`;
    const chain = found.get(key);
    if (chain) chain.earlier.push(row);
    else found.set(key, { newest: row, earlier: [] });
  }
  return [...found.values()];
}

/** `host:port`, several apart by 、 or commas or blanks; full-width colons are meant as colons. */
export const addressesOf = (text: string): string[] =>
  text
    .replaceAll('：', ':')
    .split(/[、,，;；\s]+/)
    .filter((part) => part !== '');

/** Whether others can find the hub there: this machine's own name for itself is of no use to them. */
export const reachesHere = (address: string): boolean =>
  !/^(127\.|localhost|\[?::1|0\.0\.0\.0)/.test(address);

/** What is wrong with typed addresses; empty when nothing is. */
export function addressProblem(addresses: string[]): string {
  const wrong = addresses.find((one) => !/^[^\s/@?#]+:\d{1,5}$/.test(one));
  if (wrong) return `“${wrong}”不像地址，应写成 192.168.1.10:7443 这样。`;
  const own = addresses.find((one) => !reachesHere(one));
  return own ? `“${own}”只有本机自己找得到，请写本机在单位网络里的地址。` : '';
}

/** The preview of a receipt; those of earlier syncs are printed again in the same way. */
export const printReceipt = (receipt: SyncReceipt): void =>
  openPreview(`同步回执 · ${showMoment(receipt.at)}`, { form: 'sync_receipt', ids: [receipt.id] });
