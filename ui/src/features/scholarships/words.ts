// Words and colours of scholarships, in the order of the form.
import type {
  Admission,
  AwardDecision,
  SchoolLevel,
  ScholarshipStepKind,
  StudentKind,
} from '@/generated/bindings';
import type { Choice, Tone } from '@/text/words';

const choices = <T extends string>(words: Record<T, string>): Choice<T>[] =>
  (Object.keys(words) as T[]).map((id) => ({ id, label: words[id] }));

export const SCHOOL_LEVEL: Record<SchoolLevel, string> = {
  senior_high: '高中',
  secondary_vocational: '中职',
  junior_college: '专科',
  undergraduate: '本科',
  graduate: '研究生',
};
export const STUDENT_KIND: Record<StudentKind, string> = {
  ordinary: '普通',
  military_academy: '军事院校',
  free_normal: '免费师范生',
  directed: '定向生',
};
export const ADMISSION: Record<Admission, string> = {
  new: '新录取',
  in_school: '在读',
  continuing: '连续资助',
};
export const AWARD_DECISION: Record<AwardDecision, string> = {
  pending: '待审',
  award: '资助',
  refused: '不予资助',
};
export const STEP: Record<ScholarshipStepKind, string> = {
  applied: '申请',
  grass_reviewed: '单位工会初审',
  publicised: '公示',
  approved: '批准',
  followed_up: '次年回访',
  finished: '毕业',
  dropped: '中止',
};

export const SCHOOL_LEVELS = choices(SCHOOL_LEVEL);
export const STUDENT_KINDS = choices(STUDENT_KIND);
export const ADMISSIONS = choices(ADMISSION);
export const AWARD_DECISIONS = choices(AWARD_DECISION);
export const STEPS = choices(STEP);

/** Words of 家长状态 that the standards know. */
export const PARENT_STATES = ['在职', '在岗', '退休', '下岗', '失业', '病退', '去世'];
/** 附 of the form: papers to be ticked off. */
export const DOCUMENTS = [
  '录取通知书（学生证）',
  '学费票据',
  '学生身份证',
  '家长身份证',
  '户口簿',
  '困难证明',
  '重大疾病证明',
];
/** Why a parent has no hardship file. */
export const UNFILED_REASONS = ['收入高于建档标准', '正在申请建档', '外来务工，户籍地建档', '其他'];

/** Colour of a decision. */
export function decisionTone(decision: AwardDecision): Tone {
  if (decision === 'award') return 'good';
  return decision === 'refused' ? 'bad' : 'info';
}

/** Colour of the last step taken. */
export function stepTone(step: ScholarshipStepKind | null): Tone {
  if (step === 'approved' || step === 'finished') return 'good';
  if (step === 'publicised') return 'warn';
  return step === 'dropped' || step === null ? 'plain' : 'info';
}
