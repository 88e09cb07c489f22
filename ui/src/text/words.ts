// Chinese words for identifiers that the program sends without a label, in the order of the forms.
import type {
  Act,
  DifficultyState,
  FileStatus,
  IncomeKind,
  PaperForm,
  RigidKind,
  Role,
  StepDecision,
  UnionForm,
  UnionLevel,
  VisitMethod,
  VisitState,
  VisitTarget,
} from '@/generated/bindings';

/** How urgent or settled a state is; decides its colour, always beside its word. */
export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'plain';

/** An identifier with its word. */
export interface Choice<T extends string = string> {
  id: T;
  label: string;
}

const choices = <T extends string>(words: Record<T, string>): Choice<T>[] =>
  (Object.keys(words) as T[]).map((id) => ({ id, label: words[id] }));

/** What somebody may or may not do, in the words of `model::roles`. */
export const ACT: Record<Act, string> = {
  see_cases: '查看档案和走访',
  edit_cases: '建立和修改档案',
  record_visits: '登记走访',
  reveal: '查看完整号码',
  import: '导入工作簿',
  export: '导出资料',
  see_campaigns: '查看活动名单',
  plan_campaigns: '安排活动和名单',
  see_money: '查看资金和发放',
  keep_funds: '登记资金',
  draft_batches: '拟定发放批次',
  review_batches: '审核发放批次',
  approve_batches: '审批发放批次',
  pay_batches: '办理发放',
  edit_policy: '修改政策包',
  see_access_log: '查看号码查阅记录',
  keep_users: '管理使用人',
  edit_settings: '修改单位设置',
  undo: '撤销操作',
  sync: '同步',
  decide_conflicts: '裁决两处修改',
  keep_devices: '管理同步设备',
};
/** Who does it instead, for somebody who may not. */
export const REFUSAL: Record<Act, string> = {
  see_cases: '档案和走访不给管理员看；管理员只管使用人和设置。',
  edit_cases: '建立和修改档案由干事办理。',
  record_visits: '登记走访由干事和走访员办理。',
  reveal: '查看完整号码需要办理业务的角色。',
  import: '导入工作簿由干事办理。',
  export: '导出资料需要干事、主席、财务或经审的角色。',
  see_campaigns: '活动名单不给管理员看；管理员只管使用人和设置。',
  plan_campaigns: '安排活动和名单由干事办理。',
  see_money: '资金和发放只给干事、主席、财务和经审看。',
  keep_funds: '登记资金由干事或财务办理。',
  draft_batches: '拟定发放批次由干事办理。',
  review_batches: '审核发放批次由干事、财务或主席办理。',
  approve_batches: '审批发放批次由主席办理。',
  pay_batches: '办理发放由干事或财务办理。',
  edit_policy: '修改政策包由干事或管理员办理。',
  see_access_log: '号码查阅记录由主席、经审和管理员看。',
  keep_users: '使用人由管理员管理。',
  edit_settings: '单位设置由干事或管理员修改。',
  undo: '撤销操作由干事办理。',
  sync: '同步由本单位的使用人办理。',
  decide_conflicts: '裁决两处修改由干事或主席办理。',
  keep_devices: '管理同步设备由干事或管理员办理。',
};
export const ROLE: Record<Role, string> = {
  clerk: '干事',
  visitor: '走访员',
  leader: '主席',
  finance: '财务',
  auditor: '经审',
  administrator: '管理员',
};
export const VISIT_STATE: Record<VisitState, string> = {
  planned: '计划中',
  visited: '已走访',
  not_home: '未遇',
  refused: '谢绝',
  unreachable: '联系不上',
};
export const VISIT_METHOD: Record<VisitMethod, string> = {
  home: '入户',
  ward: '病房',
  workplace: '单位',
  phone: '电话',
};
/** Who or what was visited; the four are counted apart. */
export const VISIT_TARGET: Record<VisitTarget, string> = {
  worker: '职工',
  team: '班组',
  household: '家庭',
  unit: '单位',
};
export const DIFFICULTY_STATE: Record<DifficultyState, string> = {
  open: '在办',
  escalated: '上报',
  solved: '已解决',
  unsolvable: '无法解决',
};
export const STEP_DECISION: Record<StepDecision, string> = {
  agree: '同意',
  disagree: '不同意',
  return: '退回',
};
export const INCOME_KIND: Record<IncomeKind, string> = {
  wage: '工资性收入',
  operating: '经营净收入',
  property: '财产净收入',
  transfer: '转移净收入',
  other: '其他收入',
};
export const RIGID_KIND: Record<RigidKind, string> = {
  illness: '因病',
  disability: '因残',
  schooling: '因学',
  housing: '住房',
  other: '其他',
};
/** Ids as the model's `IdType` writes them. */
export const ID_TYPE = {
  resident_id: '居民身份证',
  hk_macao_permit: '港澳居民来往内地通行证',
  taiwan_permit: '台湾居民来往大陆通行证',
  hmt_residence_permit: '港澳台居民居住证',
  passport: '护照',
  foreigner_permanent: '外国人永久居留身份证',
  officer: '军官证',
  other: '其他',
};
export const UNION_LEVEL: Record<UnionLevel, string> = {
  township_union: '镇总工会',
  federation: '工会联合会',
  grassroots: '基层工会',
  no_union: '未建会企业',
};
export const UNION_FORM: Record<UnionForm, string> = {
  regional: '区域性',
  industry: '行业性',
  independent: '独立建会',
  covered: '联合会覆盖',
  none: '未建会',
};
export const PAPER_FORM: Record<PaperForm, string> = {
  hardship_file: '困难职工档案表',
  visit_record: '入户调查表',
  visit_card: '走访卡',
  roster: '慰问金发放花名册',
  roster_bank: '花名册（银行发放）',
  roster_masked: '花名册（公示用）',
  aid_application: '困难补助申请审批表',
  receipt: '领款单',
  condolence_letter: '慰问信',
  public_notice: '公示',
  visit_ledger: '走访台账',
  fund_ledger: '资金收支明细账',
  scholarship_application: '金秋助学申请审批表',
  scholarship_roster: '金秋助学名册',
  scholarship_summary: '金秋助学汇总表',
  scholarship_notice: '金秋助学公示',
  model_worker_form: '劳动模范登记表',
  model_worker_funds: '劳模三金申报表',
  honor_ledger: '荣誉台账',
  model_worker_visits: '劳模慰问登记',
  sync_receipt: '同步回执',
};
export const NEEDS: Choice[] = choices({
  living: '生活',
  medical: '医疗',
  schooling: '助学',
  employment: '就业培训',
  legal: '法律援助',
  housing: '住房',
  psychology: '心理',
  other: '其他',
});
export const SUGGESTIONS: Choice[] = choices({
  new_file: '新建档',
  keep: '继续在档',
  change_category: '调整类别',
  exit: '脱困注销',
  not_eligible: '不符合',
});
/** 事由 of a visit. */
export const VISIT_REASONS = [
  '例行',
  '困难',
  '生病',
  '节日',
  '丧事',
  '生育',
  '退休',
  '劳模',
  '新员工',
];
/** Kinds of attachment; the dossier of ten papers and what visits add. */
export const ATTACHMENT_KINDS = [
  '现场照片',
  '身份证复印件',
  '户口簿复印件',
  '个人申请书',
  '困难证明',
  '收入证明',
  '困难公示',
  '病历和药费发票',
  '会员证明',
  '银行卡复印件',
  '授权委托书',
  '其他',
];

export const VISIT_STATES = choices(VISIT_STATE);
export const VISIT_METHODS = choices(VISIT_METHOD);
export const DIFFICULTY_STATES = choices(DIFFICULTY_STATE);
export const STEP_DECISIONS = choices(STEP_DECISION);
export const INCOME_KINDS = choices(INCOME_KIND);
export const RIGID_KINDS = choices(RIGID_KIND);
export const ID_TYPES = choices(ID_TYPE);
export const UNION_LEVELS = choices(UNION_LEVEL);

/** Colour of a file's state. */
export function fileTone(status: FileStatus): Tone {
  if (status === 'active') return 'good';
  if (status === 'temporary' || status === 'publicity') return 'warn';
  if (status === 'objection_verifying' || status === 'rejected') return 'bad';
  if (status === 'exited' || status === 'cancelled' || status === 'withdrawn') return 'plain';
  return 'info';
}

/** Colour of a visit's state. */
export function visitTone(state: VisitState): Tone {
  if (state === 'visited') return 'good';
  return state === 'planned' ? 'info' : 'warn';
}

/** Colour of a difficulty's state. */
export function difficultyTone(state: DifficultyState, overdue: boolean): Tone {
  if (state === 'solved') return 'good';
  if (overdue) return 'bad';
  return state === 'unsolvable' ? 'plain' : 'warn';
}

/** Colour of a category (either system's words). */
export function categoryTone(label: string | null): Tone {
  if (!label) return 'plain';
  if (label.includes('深度') || label === '低保户') return 'bad';
  if (label.includes('相对') || label.includes('边缘')) return 'warn';
  if (label.includes('意外')) return 'info';
  return 'plain';
}

/** A sex however it was sent. */
export const showSex = (sex: string | null): string =>
  sex === null ? '—' : sex === 'male' ? '男' : sex === 'female' ? '女' : sex;

/** A text, or a dash when there is none. */
export const orDash = (text: string | null | undefined): string => text || '—';

/** The words of some roles, e.g. `干事、管理员`. */
export const showRoles = (roles: readonly Role[]): string =>
  roles.map((role) => ROLE[role]).join('、');
