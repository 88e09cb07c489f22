// Invented households for looking at pages: 云澜县芦塘荡镇 does not exist, nor does anybody here.
import type { FileDetail, FileRow, FileStatus, PersonView } from '../../src/generated/bindings.ts';

const SURNAMES = '王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高罗陆沈顾金俞唐夏潘盛姚查曾单仇';
const GIVEN = [
  '建国',
  '秀英',
  '桂兰',
  '志强',
  '伟',
  '芳',
  '静',
  '丽',
  '浩',
  '欣怡',
  '子涵',
  '慧',
  '建平',
];
const VILLAGES = ['金禾村', '东塘村', '新荡村', '芦南村', '荷花社区', '塘桥社区'];
const EMPLOYERS = [
  '芦塘荡恒达汽配有限公司（演示）',
  '芦塘荡永新纺织有限公司（演示）',
  '云澜县客车厂（演示）',
  '芦塘荡镇环卫所（演示）',
];
const CAUSES = ['本人大病', '供养直系亲属大病', '子女上学', '残疾', '意外灾害', '下岗失业'];
const RARE = ['尉迟䶮', '单㛃', '𠮷田·演示', '买买提·艾力（演示）', '仇𬱖'];

export const STATUS_LABEL: Record<string, string> = {
  draft: '草稿',
  submitted: '已申请',
  publicity: '公示中',
  active: '在档',
  temporary: '临时救助',
  exited: '脱困',
  cancelled: '注销',
};

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;

function statusOf(index: number): FileStatus {
  if (index < 120) return 'active';
  if (index < 138) return 'exited';
  if (index < 144) return 'cancelled';
  return index < 146 ? 'publicity' : 'temporary';
}

/** One row of the list. */
export function row(index: number): FileRow {
  const rare = RARE[Math.floor(index / 9)];
  const name =
    index % 9 === 3 && rare
      ? rare
      : pick([...SURNAMES], index * 7) + pick(GIVEN, index * 5 + Math.floor(index / 13));
  const category = pick(['深度困难', '相对困难', '相对困难', '意外致困'], index * 3);
  const fen = 40_000 + ((index * 7919) % 180_000);
  return {
    id: `file-${index}`,
    file_no: `998101-2015-${String(index + 1).padStart(3, '0')}`,
    name,
    sex: index % 2 ? '女' : '男',
    age: 28 + ((index * 11) % 34),
    id_no_masked: `998***********${String(1000 + ((index * 37) % 9000))}`,
    mobile_masked: `138****${String(1000 + ((index * 53) % 9000))}`,
    status: statusOf(index),
    status_label: STATUS_LABEL[statusOf(index)] ?? '',
    category_label: category,
    computed_label: index % 11 === 0 ? '不符合' : category,
    per_capita: `${index % 4 ? '' : '≈'}${(fen / 100).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',')}`,
    cause_label: pick(CAUSES, index),
    members_n: 1 + ((index * 5) % 6),
    employer: pick(EMPLOYERS, index),
    village: pick(VILLAGES, index * 3),
    updated_on: index % 8 === 0 ? '2025-08-14' : '2026-10-20',
    missing_n: index % 7 === 0 ? 2 : 0,
  };
}

export const person = (id: string, name: string, more: Partial<PersonView> = {}): PersonView => ({
  id,
  name,
  name_pinyin: null,
  pinyin_proposed: 'zha jianping',
  sex: '男',
  birth: '1971-02-08',
  age_completed: 55,
  age_nominal: 56,
  id_type: 'resident_id',
  id_type_label: '居民身份证',
  id_no_masked: '998***********3581',
  mobile_masked: '138****2408',
  ethnicity: 'han',
  political_status: 'masses',
  health: 'good',
  disability: null,
  marital: 'married',
  hukou_kind: 'agricultural',
  hukou_division: '998101',
  medical_insurance: 'employee',
  education: null,
  other_contact: null,
  home_address: '芦塘荡镇新荡村3组6号',
  village: '新荡村',
  postcode: null,
  died_on: null,
  note: null,
  elsewhere: [],
  ...more,
});

/** The whole page of a file. */
export function detail(index: number, asOf: string | null): FileDetail {
  const line = row(index);
  const member = (id: string, name: string, relation: string, income: number | null) => ({
    id: `member-${index}-${id}`,
    person: person(`person-${index}-${id}`, name, { sex: '女', age_completed: 20 }),
    relation: id === '1' ? 'spouse' : 'child',
    relation_label: relation,
    identity: id === '1' ? 'unemployed' : 'university',
    monthly_income: income,
    employer_or_school: id === '1' ? null : '云澜职业技术学院（演示）',
    living_together: true,
    joined_on: null,
    left_on: null,
  });
  return {
    file: {
      id: line.id,
      file_no: line.file_no,
      applicant_id: `person-${index}`,
      household_id: `household-${index}`,
      org_id: null,
      status: line.status,
      grade: 'county',
      category: 'relative',
      category_on: '2019-04-01',
      old_category: 'near_dibao_household',
      old_category_on: '2015-03-02',
      work_state: 'on_post',
      model_worker_kind: 'none',
      housing_kind: 'self_built',
      floor_area: '85',
      work_start: '1993-02-08',
      industry: 'C',
      employer: line.employer,
      employer_nature: 'private',
      employer_state: 'normal',
      contract_signed_on: '2014-04-01',
      contract_end: '2027-04-01',
      is_union_member: true,
      is_migrant_worker: false,
      single_parent: false,
      self_help: true,
      zero_employment: false,
      own_monthly_income: 281_400,
      family_other_annual_income: 0,
      family_annual_income: 9_600_000,
      family_size: 3,
      cause_primary: 'illness_self',
      cause_secondary: ['schooling'],
      cause_text: '2025年确诊尿毒症，每周透析三次，家中女儿在读大学。',
      event: null,
      event_on: null,
      event_loss: null,
      event_casualty: null,
      accidental_confirmed: null,
      on_dibao: null,
      still_in_hardship: null,
      savings: null,
      exclusions: [],
      bank: '农村商业银行',
      bank_branch: '芦塘荡支行',
      card_no: '**** **** **** *** 0966',
      card_holder: line.name,
      filed_by: '杨志强',
      reviewed_by: '沈丽华',
      entered_by: '演示',
      updated_on: line.updated_on,
      cancel_reason: null,
      cancelled_on: null,
      note: null,
      missing: line.missing_n ? ['hukou_kind', 'work_start'] : [],
    },
    status_label: line.status_label,
    applicant: person(`person-${index}`, line.name, { sex: line.sex, village: line.village }),
    members: [
      member('1', '陆红梅', '妻子', 0),
      member('2', `${line.name.slice(0, 1)}欣怡`, '女儿', null),
    ],
    incomes: [
      {
        id: 'in-1',
        earner: line.name,
        kind: 'wage',
        kind_label: '工资性收入',
        from_month: '2025-11',
        to_month: '2026-10',
        months: Array.from({ length: 12 }, () => 640_000),
        year_amount: 7_680_000,
        note: null,
      },
      {
        id: 'in-2',
        earner: '陆红梅',
        kind: 'transfer',
        kind_label: '转移净收入',
        from_month: '2025-11',
        to_month: '2026-10',
        months: [],
        year_amount: 1_920_000,
        note: '失地补偿',
      },
    ],
    rigids: [
      {
        id: 'ri-1',
        spent_on: line.name,
        kind: 'illness',
        kind_label: '因病',
        period: '2025.11-2026.10',
        amount: 4_808_000,
        receipts: 26,
        note: '透析自付部分',
      },
      {
        id: 'ri-2',
        spent_on: `${line.name.slice(0, 1)}欣怡`,
        kind: 'schooling',
        kind_label: '因学',
        period: '2025.11-2026.10',
        amount: 1_192_000,
        receipts: 4,
        note: null,
      },
    ],
    steps: [
      ['apply', '申请', 'submitted', '已申请', '2015-02-10', '本人', '因病致困，申请建档。'],
      [
        'first_review',
        '初审',
        'first_reviewed',
        '已初审',
        '2015-02-12',
        '基层工会主席 杨志强',
        '情况属实。',
      ],
      ['home_survey', '入户调查', 'investigated', '已入户调查', '2015-02-16', '杨志强、沈丽华', ''],
      ['approval', '县总工会审批', 'active', '在档', '2015-03-20', '云澜县总工会', '同意建档。'],
    ].map(([kind, label, after, afterLabel, on, actor, opinion], at) => ({
      step: {
        id: `step-${at}`,
        file_id: line.id,
        kind: kind as 'apply',
        on: on ?? '',
        actor: actor ?? '',
        decision: 'agree',
        opinion: opinion ?? '',
        status_after: after as 'active',
        notice_ends_on: null,
      },
      kind_label: label ?? '',
      decision_label: '同意',
      status_label: afterLabel ?? '',
    })),
    next_steps: [
      { kind: 'recheck', label: '复查' },
      { kind: 'exit', label: '脱困' },
      { kind: 'cancel', label: '注销' },
      { kind: 'public_notice', label: '公示' },
    ],
    aids: [
      {
        id: 'aid-1',
        file_id: line.id,
        campaign: '2016年元旦春节送温暖',
        item: '慰问金',
        amount: 120_000,
        paid_on: '2016-01-28',
        method: '银行转账',
        result: '银行成功',
        return_reason: null,
        proxy_receiver: null,
      },
    ],
    visits: [],
    attachments: [],
    verdict: null,
    verdict_problem: null,
    missing_labels: line.missing_n ? ['户口类型', '参加工作时间'] : [],
    warnings: [],
    as_of: asOf,
  };
}
