// Words and colours of the registry, in the order of its form.
import type {
  BenefitKind,
  BenefitOutcome,
  HonorLevel,
  IncidentKind,
  MedalEventKind,
  ReminderKind,
  WorkerKind,
  WorkerState,
} from '@/generated/bindings';
import type { Choice, Tone } from '@/text/words';

const choices = <T extends string>(words: Record<T, string>): Choice<T>[] =>
  (Object.keys(words) as T[]).map((id) => ({ id, label: words[id] }));

export const HONOR_LEVEL: Record<HonorLevel, string> = {
  national: '全国',
  provincial: '省部级',
  city: '市级',
  county: '县级',
  township: '镇级',
  other: '其他',
};
export const WORKER_KIND: Record<WorkerKind, string> = {
  in_service: '在职',
  retired: '退休',
  retired_cadre: '离休',
  farmer: '农民',
};
export const WORKER_STATE: Record<WorkerState, string> = {
  living: '健在',
  deceased: '去世',
  emigrated: '移居境外',
  missing: '失联',
  revoked: '撤销',
};
export const MEDAL: Record<MedalEventKind, string> = {
  held: '持有',
  lost: '遗失',
  stolen: '被盗',
  recovered: '找回',
  reissued: '补发',
  withdrawn: '撤销收回',
};
export const INCIDENT_KIND: Record<IncidentKind, string> = {
  theft: '失窃',
  fire: '火灾',
  hospital: '住院',
  death: '去世',
  other: '其他',
};
export const BENEFIT_KIND: Record<BenefitKind, string> = {
  living_subsidy: '生活困难补助金',
  special_hardship_fund: '特殊困难帮扶金',
  festival_money: '春节慰问金',
  honor_allowance: '荣誉津贴',
  medical_check: '体检',
  recuperation: '疗休养',
  hospital_visit: '住院慰问',
};
/** 三金. */
export const THREE_FUNDS: readonly BenefitKind[] = [
  'living_subsidy',
  'special_hardship_fund',
  'festival_money',
];
/** The union pays these elsewhere: recorded, never in a batch. */
export const NO_MONEY: readonly BenefitKind[] = ['medical_check', 'recuperation'];

export const HONOR_LEVELS = choices(HONOR_LEVEL);
export const WORKER_KINDS = choices(WORKER_KIND);
export const WORKER_STATES = choices(WORKER_STATE);
export const INCIDENT_KINDS = choices(INCIDENT_KIND);
export const BENEFIT_KINDS = choices(BENEFIT_KIND);

/** Kind of the picture that stands on 劳动模范登记表. */
export const PORTRAIT = '证件照';
/** Kinds of pictures of a model worker. */
export const PICTURE_KINDS = [PORTRAIT, '奖章照片', '证书照片', '现场照片', '身份证复印件', '其他'];

/** Colour of a state. */
export function stateTone(state: WorkerState): Tone {
  if (state === 'living') return 'good';
  if (state === 'missing') return 'warn';
  return state === 'revoked' ? 'bad' : 'plain';
}

/** Colour of a medal's state. */
export function medalTone(state: MedalEventKind): Tone {
  if (state === 'held') return 'good';
  if (state === 'recovered' || state === 'reissued') return 'info';
  return state === 'withdrawn' ? 'plain' : 'bad';
}

/** Colour of what a rule gives. */
export function outcomeTone(outcome: BenefitOutcome): Tone {
  if (outcome === 'given') return 'good';
  if (outcome === 'by_hand') return 'info';
  return outcome === 'incomplete' ? 'warn' : 'plain';
}

/** Colour of a reminder. */
export function reminderTone(kind: ReminderKind, overdue: boolean): Tone {
  if (overdue) return 'bad';
  return kind === 'yearly_check' || kind === 'medical_check' ? 'warn' : 'info';
}
