// The rows of the 劳动模范登记表 as the page edits them: of the person, and of the registry.
import type { ModelWorker } from '@/generated/bindings';
import type { FieldSpec, Shape } from '../files/formSpec';
import { WORKER_KIND } from './words';

/** A field of the registry's own record. */
export type WorkerField = FieldSpec & { field: keyof ModelWorker };

const person = (field: string, label: string, shape: Shape, table?: string): FieldSpec => ({
  on: 'person',
  field,
  label,
  shape,
  ...(table ? { table } : {}),
});
const worker = (field: keyof ModelWorker, label: string, shape: Shape): WorkerField => ({
  on: 'file',
  field,
  label,
  shape,
});

export const PERSON_FIELDS: FieldSpec[] = [
  person('name', '姓名', 'text'),
  person('id_no', '证件号码', 'secret'),
  person('mobile', '手机号码', 'secret'),
  person('ethnicity', '民族', 'code', 'ethnicity'),
  person('political_status', '政治面貌', 'code', 'political_status'),
  person('education', '文化程度', 'code', 'education'),
  person('marital', '婚姻状况', 'code', 'marital'),
  person('health', '健康状况', 'code', 'health'),
  person('medical_insurance', '医保状况', 'code', 'medical_insurance'),
  person('home_address', '家庭住址', 'text'),
];

export const WORKER_SECTIONS: { title: string; fields: WorkerField[] }[] = [
  {
    title: '工作',
    fields: [
      worker('employer_now', '现单位及职务', 'text'),
      worker('employer_then', '获奖时单位及职务', 'text'),
      worker('native_place', '籍贯', 'text'),
      worker('work_start', '参加工作时间', 'text'),
      worker('retired_on', '退休时间', 'date'),
      worker('deeds', '主要事迹', 'long'),
    ],
  },
  {
    title: '收入和生活',
    fields: [
      worker('monthly_income', '月收入（工资或养老金）', 'money'),
      worker('fixed_income', '有固定收入', 'yesno'),
      worker('disabled', '残疾', 'yesno'),
      worker('under_investigation', '正在接受调查', 'yesno'),
      worker('housing', '住房', 'text'),
      worker('care_contact', '联系帮扶人', 'text'),
      worker('living_state', '生活困难情况', 'long'),
    ],
  },
  {
    title: '收款账户（有困难职工档案的，空着按档案的账户）',
    fields: [
      worker('card_holder', '户名', 'text'),
      worker('card_no', '银行卡号', 'secret'),
      worker('bank', '开户银行', 'text'),
      worker('note', '备注', 'long'),
    ],
  },
];

/** A field of the registry in words. */
export function shownOf(record: ModelWorker, spec: WorkerField): string {
  const value = record[spec.field];
  if (value === null || value === '') return '—';
  if (spec.field === 'kind') return WORKER_KIND[record.kind];
  if (typeof value === 'boolean') return value ? '是' : '否';
  return String(value);
}
