// The rows of the 困难职工档案表 as the page edits them: which record, which field, what shape.
import type { FileDetail } from '@/generated/bindings';

/** How a field is typed and shown. */
export type Shape =
  'text' | 'long' | 'code' | 'codes' | 'date' | 'money' | 'yesno' | 'count' | 'secret';

/** One field of the form. */
export interface FieldSpec {
  on: 'file' | 'person';
  field: string;
  label: string;
  shape: Shape;
  /** Code table of `code` and `codes`. */
  table?: string;
  /** Starred on the paper form. */
  must?: boolean;
}

/** A group of fields under one heading. */
export interface SectionSpec {
  title: string;
  fields: FieldSpec[];
}

const file = (
  field: string,
  label: string,
  shape: Shape,
  more: Partial<FieldSpec> = {},
): FieldSpec => ({ on: 'file', field, label, shape, ...more });
const person = (
  field: string,
  label: string,
  shape: Shape,
  more: Partial<FieldSpec> = {},
): FieldSpec => ({ on: 'person', field, label, shape, ...more });
const must = { must: true };

export const FORM: SectionSpec[] = [
  {
    title: '本人',
    fields: [
      person('name', '姓名', 'text', must),
      person('name_pinyin', '姓名读音', 'text'),
      person('id_no', '证件号码', 'secret', must),
      person('ethnicity', '民族', 'code', { table: 'ethnicity', ...must }),
      person('political_status', '政治面貌', 'code', { table: 'political_status', ...must }),
      person('health', '健康状况', 'code', { table: 'health', ...must }),
      person('disability', '残疾类别', 'text'),
      person('marital', '婚姻状况', 'code', { table: 'marital', ...must }),
      person('education', '文化程度', 'code', { table: 'education' }),
      person('hukou_kind', '户口类型', 'code', { table: 'hukou_kind', ...must }),
      person('hukou_division', '户口所在地区划', 'text', must),
      person('medical_insurance', '医保状况', 'code', { table: 'medical_insurance', ...must }),
      person('mobile', '手机号码', 'secret', must),
      person('other_contact', '其他联系方式', 'secret'),
      person('home_address', '家庭住址', 'text', must),
      person('village', '村（社区）', 'text'),
      person('postcode', '邮政编码', 'text'),
    ],
  },
  {
    title: '类别与致困原因',
    fields: [
      file('category', '困难类别', 'code', { table: 'category', ...must }),
      file('category_on', '类别认定日期', 'date'),
      file('old_category', '原困难类别', 'code', { table: 'category' }),
      file('old_category_on', '原类别认定日期', 'date'),
      file('grade', '建档标准', 'code', { table: 'grade' }),
      file('cause_primary', '主要致困原因', 'code', { table: 'cause', ...must }),
      file('cause_secondary', '次要致困原因（最多三项）', 'codes', { table: 'cause' }),
      file('cause_text', '致困原因说明', 'long'),
      file('event', '突发事件', 'text'),
      file('event_on', '事件日期', 'date'),
      file('event_loss', '事件损失', 'money'),
      file('event_casualty', '事件造成家人伤亡', 'yesno'),
      file('accidental_confirmed', '人工认定为意外致困', 'yesno'),
    ],
  },
  {
    title: '工作',
    fields: [
      file('employer', '工作单位', 'text', must),
      file('employer_nature', '单位性质', 'code', { table: 'employer_nature' }),
      file('employer_state', '企业状况', 'code', { table: 'employer_state' }),
      file('industry', '所属行业', 'code', { table: 'industry', ...must }),
      file('work_state', '工作状态', 'code', { table: 'work_state', ...must }),
      file('work_start', '参加工作时间', 'text', must),
      file('model_worker_kind', '劳模类型', 'code', { table: 'model_worker_kind', ...must }),
      file('contract_signed_on', '合同签订日期', 'date'),
      file('contract_end', '合同到期日期', 'date'),
      file('is_union_member', '工会会员', 'yesno'),
      file('is_migrant_worker', '农民工', 'yesno'),
    ],
  },
  {
    title: '家庭',
    fields: [
      file('housing_kind', '住房类型', 'code', { table: 'housing_kind', ...must }),
      file('floor_area', '建筑面积', 'text'),
      file('family_size', '家庭人口（填报）', 'count', must),
      file('own_monthly_income', '本人月平均收入', 'money', must),
      file('family_other_annual_income', '家庭其他非薪资年收入', 'money', must),
      file('family_annual_income', '家庭年度总收入（填报）', 'money', must),
      file('savings', '家庭净投资和储蓄', 'money'),
      file('on_dibao', '享受低保', 'yesno'),
      file('still_in_hardship', '享受低保后仍困难', 'yesno'),
      file('single_parent', '单亲家庭', 'yesno', must),
      file('self_help', '有一定自救能力', 'yesno'),
      file('zero_employment', '零就业家庭', 'yesno'),
    ],
  },
  {
    title: '银行卡与经办',
    fields: [
      file('bank', '开户银行', 'text'),
      file('bank_branch', '支行', 'text'),
      file('card_no', '银行卡号', 'secret'),
      file('card_holder', '开户人', 'text'),
      file('filed_by', '建档人', 'text'),
      file('reviewed_by', '审核人', 'text'),
      file('entered_by', '录入人', 'text'),
      file('updated_on', '最近核实日期', 'date'),
      file('note', '备注', 'long'),
    ],
  },
];

/** The masked form of a secret field. */
export function maskedOf(detail: FileDetail, spec: FieldSpec): string {
  if (spec.field === 'id_no') return detail.applicant.id_no_masked;
  if (spec.field === 'mobile') return detail.applicant.mobile_masked;
  return String(recordOf(detail, spec)[spec.field] ?? '');
}

/** The record that a field belongs to, as plain values by field name. */
export function recordOf(detail: FileDetail, spec: FieldSpec): Record<string, unknown> {
  return spec.on === 'file' ? { ...detail.file } : { ...detail.applicant };
}

/** The value that editing starts from; numbers that came masked start empty and mean "unchanged". */
export const startValue = (detail: FileDetail, spec: FieldSpec): unknown =>
  spec.shape === 'secret' ? null : (recordOf(detail, spec)[spec.field] ?? null);
