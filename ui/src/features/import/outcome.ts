// What an import did, in the units of its kind, and where to look at it.
import type { Act, ImportKind, ImportOutcome } from '@/generated/bindings';

/** A count of the outcome. */
export interface Fact {
  label: string;
  count: number;
  unit: string;
}

/** What was touched; rows are always said, other counts only when there are any. */
export function outcomeFacts(outcome: ImportOutcome): Fact[] {
  const touched: Fact[] = [
    { label: '新建档案', count: outcome.files_new, unit: '户' },
    { label: '更新档案', count: outcome.files_changed, unit: '户' },
    { label: '新登记人员', count: outcome.people_new, unit: '人' },
    { label: '新建工会组织', count: outcome.orgs_new, unit: '家' },
    { label: '更新工会组织', count: outcome.orgs_changed, unit: '家' },
    { label: '列入名单', count: outcome.items_new, unit: '条' },
    { label: '更新名单', count: outcome.items_changed, unit: '条' },
    { label: '登记走访', count: outcome.visits_new, unit: '次' },
    { label: '更新走访', count: outcome.visits_changed, unit: '次' },
    { label: '登记助学申请', count: outcome.cases_new, unit: '件' },
    { label: '补充助学申请', count: outcome.cases_changed, unit: '件' },
    { label: '登记劳模', count: outcome.workers_new, unit: '人' },
    { label: '更新劳模', count: outcome.workers_changed, unit: '人' },
    { label: '登记荣誉', count: outcome.honors_new, unit: '项' },
    { label: '补充荣誉', count: outcome.honors_changed, unit: '项' },
  ];
  return [
    ...touched.filter((fact) => fact.count > 0),
    { label: '收下', count: outcome.rows_taken, unit: '行' },
    { label: '没有收下', count: outcome.rows_left_out, unit: '行' },
  ];
}

/** Where to look at what was imported; the first is the obvious one. */
export function outcomeLinks(
  kind: ImportKind,
  outcome: ImportOutcome,
  acts: readonly Act[],
): { id: string; label: string; to: string }[] {
  const campaign = outcome.campaign_id;
  const figures = acts.includes('see_money');
  if (kind === 'campaign') {
    return [
      ...(campaign
        ? [{ id: 'campaign', label: '查看活动名单', to: `/campaigns/${campaign}` }]
        : [{ id: 'campaigns', label: '查看活动', to: '/campaigns' }]),
      ...(campaign && figures
        ? [
            {
              id: 'figures',
              label: '看统计',
              to: `/figures?report=campaign&campaign=${campaign}`,
            },
          ]
        : []),
    ];
  }
  if (kind === 'visits') {
    const visits = `/figures?report=visits${campaign ? `&campaign=${campaign}` : ''}`;
    return [
      ...(figures ? [{ id: 'figures', label: '看走访统计', to: visits }] : []),
      ...(campaign ? [{ id: 'campaign', label: '查看活动', to: `/campaigns/${campaign}` }] : []),
      { id: 'visits', label: '查看走访', to: '/visits' },
    ];
  }
  if (kind === 'scholarships') {
    const round = outcome.round_id;
    const to = round ? `/scholarships/rounds/${round}` : '/scholarships';
    return [
      { id: 'round', label: '查看助学申请', to },
      ...(figures
        ? [{ id: 'figures', label: '看助学统计', to: '/figures?report=scholarships' }]
        : []),
    ];
  }
  if (kind === 'model_workers') {
    return [
      { id: 'workers', label: '查看劳模名册', to: '/model-workers' },
      ...(figures
        ? [{ id: 'figures', label: '看劳模统计', to: '/figures?report=model_workers' }]
        : []),
    ];
  }
  if (kind === 'unions') return [{ id: 'unions', label: '查看工会组织', to: '/unions' }];
  return [{ id: 'files', label: '查看档案', to: '/files' }];
}
