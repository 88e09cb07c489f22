// Invented rounds, applications and get-togethers for the fake door.
import type {
  AwardDecision,
  Commands,
  ScholarshipCase,
  ScholarshipDetail,
  ScholarshipQuery,
  ScholarshipRound,
  ScholarshipRow,
  ScholarshipStepKind,
  ScholarshipTotals,
  SchoolLevel,
  StandardView,
} from '../../src/generated/bindings.ts';
import { row as fileRow } from './people.ts';

type Answers = {
  [K in keyof Commands]?: (request: Commands[K]['req']) => Commands[K]['res'];
};

const LEVELS: [SchoolLevel, string][] = [
  ['undergraduate', '本科'],
  ['junior_college', '专科'],
  ['senior_high', '高中'],
];
const STEPS: Record<ScholarshipStepKind, string> = {
  applied: '申请',
  grass_reviewed: '单位工会初审',
  publicised: '公示',
  approved: '批准',
  followed_up: '次年回访',
  finished: '毕业',
  dropped: '中止',
};
const DECISIONS: Record<AwardDecision, string> = {
  pending: '待审',
  award: '资助',
  refused: '不予资助',
};
const STUDENTS = ['李一鸣', '赵子轩', '阿依古丽', '顾𬱖', '欧阳雪', '查建平'];

const round = (year: number, counterpart = false): ScholarshipRound => ({
  id: `round-${year}${counterpart ? '-c' : ''}`,
  name: `${year}年金秋助学${counterpart ? '（对口援助）' : ''}`,
  year,
  pack: 'demo-a',
  opens_on: `${year}-07-01`,
  closes_on: `${year}-08-31`,
  closed: year < 2026,
  basis: '云澜县总工会关于开展金秋助学活动的通知',
  note: null,
  counterpart,
  sending_union: counterpart ? '阿勒泰地区工会' : null,
  receiving_union: counterpart ? '长春市总工会' : null,
});

const blank: ScholarshipCase = {
  id: '',
  round_id: '',
  seq: 0,
  person_id: '',
  parent_person_id: null,
  parent_file_id: null,
  parent_name: '',
  parent_employer: '芦塘荡镇客车厂',
  parent_state: '在职',
  parent_is_member: true,
  stated_file_no: null,
  unfiled_reason: null,
  school: '',
  level: null,
  student_kind: 'ordinary',
  admission: 'new',
  major: '机械工程',
  admission_no: '2026-0315',
  entry_year: 2026,
  length_years: 4,
  tuition: 520_000,
  applied_on: '2026-08-10',
  other_aid: '无',
  other_aid_amount: null,
  counterpart: false,
  sending_union: null,
  receiving_union: null,
  documents: ['录取通知书（学生证）', '户口簿'],
  decision: 'pending',
  reasons: [],
  award: 0,
  card_holder: null,
  card_no: null,
  bank: null,
  continues: null,
  application_reason: '父亲患病，家庭收入减少。',
  source_key: null,
  note: null,
};

const cases = new Map<string, ScholarshipCase>();
const steps = new Map<string, ScholarshipStepKind[]>();
for (let at = 0; at < 40; at += 1) {
  const [level] = LEVELS[at % 3] ?? ['undergraduate', ''];
  const refused = at % 7 === 3;
  const filed = at % 3 !== 2;
  const one = fileRow(at);
  cases.set(`case-${at}`, {
    ...blank,
    id: `case-${at}`,
    round_id: 'round-2026',
    seq: at + 1,
    person_id: `student-${at}`,
    parent_name: one.name,
    parent_file_id: filed ? one.id : null,
    stated_file_no: filed ? one.file_no : null,
    unfiled_reason: filed ? null : '收入高于建档标准',
    school: ['芦塘大学', '云澜职业技术学院', '云澜县第一中学'][at % 3] ?? '',
    level: level as SchoolLevel,
    student_kind: refused ? 'military_academy' : 'ordinary',
    admission: at % 5 === 4 ? 'continuing' : 'new',
    decision: refused ? 'refused' : 'award',
    reasons: refused ? ['excluded_military_academy'] : ['filed', 'university_tier'],
    award: refused ? 0 : filed ? 500_000 : 400_000,
  });
  steps.set(`case-${at}`, ['applied', 'grass_reviewed']);
}

const nameOf = (one: ScholarshipCase): string =>
  STUDENTS[(one.seq - 1) % STUDENTS.length] ?? '学生';
function rowOf(one: ScholarshipCase): ScholarshipRow {
  const step = steps.get(one.id)?.at(-1) ?? null;
  return {
    case: one,
    name: nameOf(one),
    id_masked: '9981****0016',
    card_masked: one.seq % 4 === 0 ? null : '**** **** **** 0015',
    level_label: LEVELS.find(([level]) => level === one.level)?.[1] ?? '未填',
    filed: one.parent_file_id !== null,
    file_label: one.parent_file_id ? `在档 ${one.stated_file_no ?? ''}` : '未建档',
    decision_label: DECISIONS[one.decision],
    reasons: one.decision === 'refused' ? ['军事院校学生不予资助'] : ['家长在档', '按大学标准'],
    step,
    step_label: step ? STEPS[step] : '',
    batch_no: null,
    paid: false,
  };
}
const sum = (list: ScholarshipCase[]): number => list.reduce((total, one) => total + one.award, 0);
const aided = (list: ScholarshipCase[]): ScholarshipCase[] =>
  list.filter((one) => one.decision === 'award');
function totalsOf(list: ScholarshipCase[]): ScholarshipTotals {
  const part = (some: ScholarshipCase[]) => ({
    applications: some.length,
    awarded: aided(some).length,
    amount: sum(some),
  });
  return {
    applications: list.length,
    pending: list.filter((one) => one.decision === 'pending').length,
    awarded: aided(list).length,
    refused: list.filter((one) => one.decision === 'refused').length,
    award_total: sum(list),
    award_uppercase: '壹拾伍万元整',
    drafted: 0,
    paid: 0,
    by_level: LEVELS.map(([level, label]) => ({
      level,
      label,
      ...part(list.filter((one) => one.level === level)),
    })),
    by_filing: [true, false].map((filed) => ({
      filed,
      label: filed ? '建档' : '未建档',
      ...part(list.filter((one) => (one.parent_file_id !== null) === filed)),
    })),
  };
}

function list(query: ScholarshipQuery): Commands['scholarship_list']['res'] {
  const found = [...cases.values()].filter(
    (one) =>
      (query.round_id === null || one.round_id === query.round_id) &&
      (query.decision === null || one.decision === query.decision) &&
      (query.level === null || one.level === query.level) &&
      (query.filed === null || (one.parent_file_id !== null) === query.filed) &&
      (query.step === null || steps.get(one.id)?.at(-1) === query.step) &&
      [nameOf(one), one.parent_name, one.school].some((text) => text.includes(query.text)),
  );
  const page = found.slice(query.offset, query.limit ? query.offset + query.limit : undefined);
  return { rows: page.map(rowOf), total: found.length, totals: totalsOf(found) };
}

function detailOf(id: string): ScholarshipDetail {
  const one = cases.get(id) ?? blank;
  const row = rowOf(one);
  const kinds = steps.get(one.id) ?? [];
  const views = kinds.map((kind, at) => ({
    label: STEPS[kind],
    step: {
      id: `${one.id}-${at}`,
      case_id: one.id,
      kind,
      on: `2026-08-1${at}`,
      by: '李秀芳',
      opinion: at === 0 ? null : '情况属实，同意上报。',
      notice_ends_on: null,
    },
  }));
  return {
    row,
    round: round(2026),
    student: {
      id: one.person_id,
      name: row.name,
      sex: '男',
      birth: '2008-05-01',
      age: 18,
      id_masked: row.id_masked,
      mobile_masked: '138****0001',
      health: null,
      died_on: null,
    },
    parent: null,
    parent_file_no: one.stated_file_no,
    parent_file_status: one.parent_file_id ? '在档' : null,
    clauses: [
      {
        id: 'military_academy',
        text: '军事院校学生不予资助。',
        article: '样例政策包 A 第十二条',
        passed: one.student_kind !== 'military_academy',
        numbers: one.student_kind === 'military_academy' ? '军事院校' : '普通',
        gap: null,
      },
      {
        id: 'standard',
        text: '建档困难职工子女就读大学的，每生 5000 元。',
        article: '样例政策包 A 第十一条',
        passed: true,
        numbers: `${row.file_label}，${row.level_label}`,
        gap: null,
      },
    ],
    room: '每生每年最多 9,700.00 元，本年已列支 0.00 元，还可资助 9,700.00 元（第十三条）。',
    steps: views,
    next: [{ kind: 'publicised', label: '公示' }],
    timeline: [
      {
        case_id: one.id,
        year: 2026,
        round_name: round(2026).name,
        school: one.school,
        level_label: row.level_label,
        decision_label: row.decision_label,
        award: one.award,
        paid: false,
        steps: views,
      },
    ],
    warnings: [],
  };
}

const line = (label: string, amount: number | null, text: string) => ({
  label,
  amount,
  text,
  article: '样例政策包 A 第十一条',
});
const standard: StandardView = {
  pack_name: '样例政策包 A',
  region: '云澜县',
  source: '样例文件',
  address: null,
  effective_from: '2020-01-01',
  effective_to: null,
  deadline: null,
  amounts: [
    line('建档·大学', 500_000, '建档困难职工子女就读大学的，每生 5000 元。'),
    line('建档·高中(中职)', 300_000, '建档困难职工子女就读高中的，每生 3000 元。'),
    line('未建档·大学', 400_000, '未建档职工子女就读大学的，每生 4000 元。'),
    line('未建档·高中(中职)', 200_000, '未建档职工子女就读高中的，每生 2000 元。'),
  ],
  exclusions: [line('军事院校', null, '军事院校学生不予资助。')],
  caps: [line('大学每生每年上限', 970_000, '每生每年不超过低保标准的 10 倍。')],
  gate: line('基础数据库', null, '人选必须从基础数据库中产生。'),
  unfiled: true,
  notes: [],
  problem: null,
};

/** Answers of 金秋助学. */
export function scholarshipAnswers(): Answers {
  const view = (one: ScholarshipRound) => ({
    round: one,
    pack_name: '样例政策包 A',
    pack_source: '样例文件',
    open: false,
    totals: totalsOf([...cases.values()].filter((other) => other.round_id === one.id)),
  });
  return {
    round_list: () => [view(round(2026)), view(round(2026, true)), view(round(2025))],
    round_save: ({ round: one }) => view({ ...one, id: one.id || `round-${one.year}` }),
    scholarship_standard: () => standard,
    scholarship_list: list,
    scholarship_get: ({ id }) => detailOf(id),
    scholarship_save: ({ case: one }) => {
      const id = one.id || `case-${cases.size}`;
      cases.set(id, { ...one, id, seq: one.seq || cases.size + 1 });
      if (!steps.has(id)) steps.set(id, ['applied']);
      return detailOf(id);
    },
    scholarship_award: ({ round_id }) =>
      list({
        round_id,
        decision: null,
        level: null,
        step: null,
        filed: null,
        counterpart: null,
        text: '',
        offset: 0,
        limit: 0,
      }),
    scholarship_step: ({ case_ids: ids, kind }) => {
      for (const id of ids) steps.get(id)?.push(kind);
      return { rows: [], total: 0, totals: totalsOf([]) };
    },
    scholarship_follow_up: ({ case_id: id, kind }) => {
      steps.get(id)?.push(kind);
      return detailOf(id);
    },
    scholarship_continue_offer: () => ({
      from: round(2025),
      offered: [...cases.values()].slice(0, 12).map((one) => ({
        case_id: one.id,
        name: nameOf(one),
        school: one.school,
        level_label: '本科',
        entry_year: 2024,
        length_years: 4,
        award: one.award,
      })),
      left_out: [{ name: '欧阳雪', reason: '2022 年入学、学制 4 年，已到毕业年份。' }],
    }),
    scholarship_continue: () => ({
      list: { rows: [], total: 0, totals: totalsOf([]) },
      continued: 12,
      left_out: [],
    }),
    scholarship_event_list: () => [
      {
        event: {
          id: 'event-1',
          title: '阿勒泰学生座谈会',
          on: '2026-09-28',
          place: '长春市工人文化宫',
          participant_ids: [],
          other_names: STUDENTS,
          counterpart: true,
          note: null,
        },
        participants_n: STUDENTS.length,
        names: STUDENTS,
        people: [],
      },
    ],
    scholarship_event_save: ({ event }) => ({
      event: { ...event, id: event.id || 'event-2' },
      participants_n: event.other_names.length + event.participant_ids.length,
      names: event.other_names,
      people: [],
    }),
  };
}
