// The answer of the integrity check in sentences.
import type { VerifyOutcome } from '@/generated/bindings';
import { formatCount } from '@/text/money';

/** What was checked, then what was found. */
export function verifySentences(outcome: VerifyOutcome): string[] {
  const checked =
    `核对了 ${formatCount(outcome.records)} 条记录、${formatCount(outcome.changes)} 处修改、` +
    `${formatCount(outcome.operations)} 笔操作、${formatCount(outcome.attachments)} 个附件`;
  if (outcome.problems.length === 0) return [`${checked}，都完好。`];
  const more =
    outcome.more_problems > 0 ? [`另有 ${formatCount(outcome.more_problems)} 处没有列出。`] : [];
  return [`${checked}，发现问题：`, ...outcome.problems, ...more];
}
