// Words and colours of campaigns, payments and funds, in the order of the forms.
import type {
  AidKind,
  BatchState,
  CampaignState,
  CountUnit,
  FundEntryKind,
  FundLevel,
  GoodsEntryKind,
  LineState,
  PayMethod,
  Season,
} from '@/generated/bindings';
import type { Choice, Tone } from '@/text/words';

const choices = <T extends string>(words: Record<T, string>): Choice<T>[] =>
  (Object.keys(words) as T[]).map((id) => ({ id, label: words[id] }));

export const SEASON: Record<Season, string> = {
  new_year_spring_festival: '元旦春节',
  may_day: '五一',
  sending_cool: '夏送清凉',
  autumn_scholarship: '金秋助学',
  mid_autumn_national_day: '中秋国庆',
  visit_drive: '大走访',
  daily: '日常',
};
export const CAMPAIGN_STATE: Record<CampaignState, string> = {
  planning: '筹备',
  running: '进行中',
  closed: '已结束',
};
export const AID_KIND: Record<AidKind, string> = {
  condolence_money: '慰问金',
  condolence_goods: '慰问品',
  living_aid: '生活救助',
  medical_aid: '医疗救助',
  school_aid: '助学救助',
  accidental_aid: '意外救助',
  temporary_aid: '临时救助',
  training_aid: '职业培训',
  living_subsidy: '生活困难补助金',
  special_hardship_fund: '特殊困难帮扶金',
  festival_money: '春节慰问金',
  honor_allowance: '荣誉津贴',
};
/** Kinds whose cap is measured against an own cost or loss. */
export const COST_KINDS: readonly AidKind[] = ['medical_aid', 'accidental_aid', 'training_aid'];
export const COUNT_UNIT: Record<CountUnit, string> = { household: '户', person: '人' };
export const PAY_METHOD: Record<PayMethod, string> = { bank: '银行转账', cash: '现金签领' };
export const BATCH_STATE: Record<BatchState, string> = {
  drafted: '待审核',
  reviewed: '待审批',
  approved: '已审批',
  in_notice: '公示中',
  released: '已放款',
  paid: '发放完毕',
  closed: '已结清',
  cancelled: '已作废',
};
export const LINE_STATE: Record<LineState, string> = {
  waiting: '未发放',
  exported: '已送银行',
  paid: '已发放',
  bounced: '银行退回',
  not_collected: '未领',
  reversed: '已冲销',
  reversal: '红字',
  cancelled: '随批次作废',
};
export const FUND_LEVEL: Record<FundLevel, string> = {
  central_aid_fund: '中央财政',
  provincial_treasury: '省级财政',
  local_treasury: '市县财政',
  union_funds: '工会经费',
  donation: '社会捐赠',
  administrative_grant: '行政拨款',
  other: '其他',
};
export const FUND_ENTRY_KIND: Record<FundEntryKind, string> = {
  received: '拨入',
  carried_over: '上年结转',
  adjustment: '调整',
};
export const GOODS_ENTRY_KIND: Record<GoodsEntryKind, string> = {
  received: '入库',
  handed_out: '领出',
  given: '送达',
  returned: '交回',
  counted_back: '清点',
};

export const SEASONS = choices(SEASON);
export const CAMPAIGN_STATES = choices(CAMPAIGN_STATE);
/** The funds of model workers are drafted from their registry, not entered by hand. */
const FROM_REGISTRY: readonly AidKind[] = [
  'living_subsidy',
  'special_hardship_fund',
  'festival_money',
  'honor_allowance',
];
export const AID_KINDS = choices(AID_KIND).filter((kind) => !FROM_REGISTRY.includes(kind.id));
export const COUNT_UNITS = choices(COUNT_UNIT);
export const PAY_METHODS = choices(PAY_METHOD);
export const BATCH_STATES = choices(BATCH_STATE);
export const FUND_LEVELS = choices(FUND_LEVEL);
export const FUND_ENTRY_KINDS = choices(FUND_ENTRY_KIND);
export const GOODS_ENTRY_KINDS = choices(GOODS_ENTRY_KIND);

/** Colour of a campaign's state. */
export function campaignTone(state: CampaignState): Tone {
  if (state === 'running') return 'good';
  return state === 'planning' ? 'info' : 'plain';
}

/** Colour of a batch's state. */
export function batchTone(state: BatchState): Tone {
  if (state === 'paid' || state === 'closed') return 'good';
  if (state === 'in_notice') return 'warn';
  return state === 'cancelled' ? 'plain' : 'info';
}

/** Colour of a line's state. */
export function lineTone(state: LineState): Tone {
  if (state === 'paid') return 'good';
  if (state === 'bounced') return 'bad';
  if (state === 'not_collected' || state === 'reversal') return 'warn';
  return state === 'waiting' || state === 'exported' ? 'info' : 'plain';
}
