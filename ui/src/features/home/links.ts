// Where somebody goes from the first page, by what they may do.
import type { Act, HomeTask } from '@/generated/bindings';

/** A way from the first page. */
export interface QuickLink {
  id: string;
  label: string;
  to: string;
  act: Act;
}

const LINKS: QuickLink[] = [
  { id: 'new-visit', label: '记录走访', to: '/visits/new', act: 'record_visits' },
  { id: 'batches', label: '审批发放批次', to: '/batches', act: 'approve_batches' },
  { id: 'campaigns', label: '活动名单', to: '/campaigns', act: 'see_campaigns' },
  { id: 'pay', label: '办理发放', to: '/batches', act: 'pay_batches' },
  { id: 'figures', label: '统计', to: '/figures', act: 'see_money' },
  { id: 'files', label: '查看档案', to: '/files', act: 'see_cases' },
  { id: 'import', label: '导入', to: '/import', act: 'import' },
  { id: 'users', label: '使用人', to: '/settings/users', act: 'keep_users' },
  { id: 'access-log', label: '号码查阅记录', to: '/settings/access-log', act: 'see_access_log' },
];

/** The links of somebody with these rights; one address once, the first is the usual one. */
export function linksFor(acts: readonly Act[]): QuickLink[] {
  const seen = new Set<string>();
  return LINKS.filter((link) => {
    if (!acts.includes(link.act) || seen.has(link.to)) return false;
    seen.add(link.to);
    return true;
  });
}

/** The short word before a task; a kind this page has never heard of is simply to be done. */
export function taskWord(kind: string, urgent: boolean): string {
  const words: Record<string, string> = {
    batch_review: '待审核',
    batch_approve: '待审批',
    notice_ended: '公示期满',
    bank_bounced: '退回',
    assigned_visits: '待走访',
    model_worker_reminder: '劳模',
  };
  return words[kind] ?? (urgent ? '要紧' : '待办');
}

/** Tasks that only wait for those who may do them; a kind not listed is for whoever got it. */
const DOERS: Record<string, Act> = {
  publicity_ended: 'edit_cases',
  file_untouched: 'edit_cases',
  file_incomplete: 'edit_cases',
  file_never_aided: 'plan_campaigns',
  difficulty_due: 'record_visits',
  visit_planned: 'record_visits',
};

/** The tasks that somebody with these rights can do something about. */
export const tasksFor = (tasks: readonly HomeTask[], acts: readonly Act[]): HomeTask[] =>
  tasks.filter((task) => {
    const act = DOERS[task.kind];
    return act === undefined || acts.includes(act);
  });
