// Which step several applications may take together, and what a step asks for.
import type { ScholarshipStepKind } from '@/generated/bindings';
import type { ListedCase } from './useCases';

/** The step after the one taken last, on the way to payment. */
const AFTER: Partial<Record<ScholarshipStepKind | 'none', ScholarshipStepKind>> = {
  none: 'applied',
  applied: 'grass_reviewed',
  grass_reviewed: 'publicised',
  publicised: 'approved',
};

/** The step that most of these wait for; `null` when they wait for none. */
export function usualStep(rows: readonly ListedCase[]): ScholarshipStepKind | null {
  const counts = new Map<ScholarshipStepKind, number>();
  for (const row of rows) {
    const next = AFTER[row.step ?? 'none'];
    if (next) counts.set(next, (counts.get(next) ?? 0) + 1);
  }
  let best: ScholarshipStepKind | null = null;
  for (const [kind, count] of counts) {
    if (best === null || count > (counts.get(best) ?? 0)) best = kind;
  }
  return best;
}

/** What a step means, said before it is taken. */
export const STEP_HINT: Partial<Record<ScholarshipStepKind, string>> = {
  grass_reviewed: '单位工会核对学生、家长、学校、学费和材料，写明意见。',
  publicised: '公示不少于 5 个工作日，张贴当天不算；截止日空着由程序按节假日表算出。',
  approved: '公示期满才能批准；批准以后可以拟定发放批次。',
  followed_up: '核实还在读、成绩和困难情况；发放以后才登记。',
  finished: '毕业以后不再接续。',
  dropped: '休学、退学、转学、放弃的登记中止，并写明理由。',
};
/** The opinion a step begins with. */
export const STEP_OPINION: Partial<Record<ScholarshipStepKind, string>> = {
  grass_reviewed: '情况属实，同意上报。',
  approved: '同意资助。',
};
