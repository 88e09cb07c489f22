// Invented model workers for the fake door: the man whose five medals were stolen and found again.
import type {
  BenefitResultView,
  BenefitView,
  Commands,
  HonorView,
  IncidentView,
  MedalEventKind,
  ModelWorkerDetail,
  ModelWorkerRow,
  ReminderView,
} from '../../src/generated/bindings.ts';
import { person } from './people.ts';

type Answers = {
  [K in keyof Commands]?: (request: Commands[K]['req']) => Commands[K]['res'];
};

const MEDAL: Record<string, string> = {
  held: '持有',
  lost: '遗失',
  stolen: '被盗',
  recovered: '找回',
  reissued: '补发',
  withdrawn: '撤销收回',
};
const NEXT: Record<string, MedalEventKind[]> = {
  held: ['lost', 'stolen', 'withdrawn'],
  recovered: ['lost', 'stolen', 'withdrawn'],
  stolen: ['recovered', 'reissued', 'withdrawn'],
  lost: ['recovered', 'reissued', 'withdrawn'],
};

/** An honour whose medal went through `life`; each step is a kind and a day. */
export function honor(
  at: number,
  title: string,
  on: string,
  life: [MedalEventKind, string | null][],
): HonorView {
  const now = life.at(-1)?.[0] ?? 'held';
  return {
    honor: {
      id: `honor-${at}`,
      model_worker_id: 'worker-1',
      person_id: 'person-1',
      org_id: null,
      title,
      level: at === 1 ? 'national' : 'city',
      issuer: at === 1 ? '国务院' : '云澜市总工会（演示）',
      awarded_on: on,
      cert_no: at === 1 ? '演示第 19890501 号' : null,
      medal: true,
      seq: at,
      source_key: null,
      note: null,
    },
    level_label: at === 1 ? '全国' : '市级',
    medal: now,
    medal_label: MEDAL[now] ?? '',
    events: life.map(([kind, day], index) => ({
      event: {
        id: `event-${at}-${index}`,
        honor_id: `honor-${at}`,
        kind,
        on: day,
        incident_id: 'incident-1',
        note: null,
      },
      label: MEDAL[kind] ?? '',
    })),
    next: (NEXT[now] ?? []).map((kind) => ({ kind, label: MEDAL[kind] ?? '' })),
  };
}

const STOLEN: [MedalEventKind, string | null][] = [
  ['stolen', '2016-12-26'],
  ['recovered', null],
];

/** A row of the registry. */
export function workerRow(
  at: number,
  name: string,
  more: Partial<ModelWorkerRow> = {},
): ModelWorkerRow {
  return {
    worker: {
      id: `worker-${at}`,
      person_id: `person-${at}`,
      seq: at,
      level: at === 1 ? 'national' : 'city',
      kind: 'retired',
      state: 'living',
      state_on: null,
      employer_then: '云澜县美容保健公司（演示）',
      employer_now: null,
      native_place: '云澜',
      work_start: '1958-03',
      retired_on: '1994-05-01',
      monthly_income: 300_000,
      fixed_income: true,
      disabled: false,
      under_investigation: false,
      housing: '自有 60 平方米',
      living_state: '丧偶，小儿子失业，同住。',
      deeds: '连续三年全省技术能手。',
      care_contact: '杨志强',
      card_holder: null,
      card_no: null,
      bank: null,
      file_id: null,
      source_key: null,
      note: null,
    },
    name,
    id_masked: '998***********6314',
    sex: '男',
    age: 87,
    level_label: at === 1 ? '全国' : '市级',
    kind_label: '退休',
    state_label: '健在',
    honors: [honor(at, at === 1 ? '全国劳动模范' : '市劳动模范', '1989', at === 1 ? STOLEN : [])],
    incidents_open: 0,
    in_difficulty: true,
    monthly: 55_200,
    yearly: 662_400,
    reason_codes: ['retired_line'],
    ...more,
  };
}

const result = (
  kind: BenefitResultView['result']['kind'],
  label: string,
  yearly: number,
): BenefitResultView => ({
  result: {
    kind,
    outcome: yearly > 0 ? 'given' : 'incomplete',
    monthly: kind === 'living_subsidy' ? yearly / 12 : 0,
    yearly,
    reasons: [],
    clauses: [
      {
        id: 'retired_line',
        text: '退休劳模月收入低于 3552 元的，补差额，每月最高 1000 元。',
        article: '样例政策包 A 第十二条',
        passed: yearly > 0 ? true : null,
        numbers: '3,552.00 − 3,000.00 = 552.00 元/月',
        gap: null,
      },
    ],
  },
  kind_label: label,
  outcome_label: yearly > 0 ? '享受' : '待补材料',
  reasons: [yearly > 0 ? '按退休标准' : '缺少是否失业，待补'],
  declared: false,
});
const RESULTS = [
  result('living_subsidy', '生活困难补助金', 662_400),
  result('special_hardship_fund', '特殊困难帮扶金', 0),
  result('festival_money', '春节慰问金', 200_000),
];

export const incident: IncidentView = {
  incident: {
    id: 'incident-1',
    model_worker_id: 'worker-1',
    kind: 'theft',
    on: '2016-12-26',
    narrative: '上午家中失窃，五枚奖章被盗。',
    owner: '沈丽华',
    resolved_on: '2017-01-05',
    result: '奖章全部追回。',
  },
  kind_label: '失窃',
  open: false,
  actions: [
    {
      id: 'action-1',
      incident_id: 'incident-1',
      on: '2016-12-27',
      by: '杨志强',
      action: '上门慰问，协助报案。',
    },
  ],
  medals: ['全国劳动模范'],
};

/** A benefit that was declared. */
export const benefit = (at: number, more: Partial<BenefitView> = {}): BenefitView => ({
  benefit: {
    id: `benefit-${at}`,
    model_worker_id: `worker-${at}`,
    year: 2026,
    kind: 'festival_money',
    amount: 200_000,
    monthly: null,
    basis: '健在的劳模每年春节慰问金 2000 元。',
    reasons: ['flat_yearly'],
    declared_on: '2026-01-10',
    batch_id: null,
    note: null,
  },
  name: at === 1 ? '罗建华' : '孙月芳',
  kind_label: '春节慰问金',
  reasons: ['按年度定额'],
  batch_id: null,
  batch_no: null,
  paid: false,
  state_label: '已申报',
  ...more,
});

/** The whole page of a model worker. */
export function workerDetail(): ModelWorkerDetail {
  const profile = person('person-1', '罗建华', {
    birth: '1939-05-22',
    age_completed: 87,
    home_address: '芦塘荡镇塘桥社区 12 号',
  });
  return {
    row: workerRow(1, '罗建华'),
    person: {
      id: 'person-1',
      name: '罗建华',
      sex: '男',
      birth: '1939-05-22',
      age: 87,
      id_masked: '998***********6314',
      mobile_masked: '138****2408',
      health: '一般疾病',
      died_on: null,
    },
    profile,
    family: { members: [], kept_in: null, file_id: null },
    file_no: null,
    states: [
      {
        state: 'living',
        label: '健在',
        on: null,
        recorded_at: '2026-11-20T01:00:00Z',
        who: '演示',
      },
    ],
    incidents: [incident],
    benefits: [
      benefit(1, { batch_id: 'b1', batch_no: '2026-001', paid: true, state_label: '已发放' }),
    ],
    visits: [],
    reminders: [],
    preview: RESULTS,
    attachments: [],
  };
}

const reminder = (kind: ReminderView['reminder']['kind'], label: string): ReminderView => ({
  reminder: { kind, on: '2026-11-22', model_worker_id: 'worker-1', age: null },
  label,
  name: '罗建华',
  text: `2026-11-22 罗建华 ${label}`,
  overdue: false,
});

/** Answers of the registry. */
export function modelWorkerAnswers(): Answers {
  const rows = [
    workerRow(1, '罗建华'),
    workerRow(2, '孙月芳', { monthly: 100_000, yearly: 1_200_000, sex: '女', age: 71 }),
  ];
  const preview: Commands['benefit_preview']['res'] = {
    year: 2026,
    on: '2026-11-22',
    pack_name: '演示政策包 A',
    rows: rows.map((row) => ({
      worker_id: row.worker.id,
      seq: row.worker.seq,
      name: row.name,
      results: RESULTS,
    })),
    monthly: 155_200,
    yearly: 2_262_400,
  };
  return {
    model_worker_list: (request) => {
      const found = rows.filter((row) => row.name.includes(request.text));
      return {
        rows: found,
        on: '2026-11-22',
        living: found.length,
        by_level: [
          { level: 'national', label: '全国', persons: 1 },
          { level: 'city', label: '市级', persons: 1 },
        ],
        by_state: [{ state: 'living', label: '健在', persons: 2 }],
        by_title: [
          { title: '全国劳动模范', persons: 1 },
          { title: '市劳动模范', persons: 1 },
        ],
        in_difficulty: 2,
        honors_n: 2,
        medals_missing: 0,
        incidents_open: 0,
        monthly: 155_200,
        yearly: 1_862_400,
        reminders: [reminder('yearly_check', '年度核查'), reminder('medical_check', '体检')],
      };
    },
    model_worker_get: () => workerDetail(),
    model_worker_save: () => workerDetail(),
    honor_list: () => ({
      rows: rows.flatMap((row) =>
        row.honors.map((view) => ({
          view,
          holder: row.name,
          holder_kind: 'model_worker' as const,
          holder_label: '劳模',
        })),
      ),
      persons: 2,
      units: 0,
      years: [1989],
    }),
    honor_save: (request) => ({ ...honor(9, request.honor.title, '2019', []) }),
    medal_event_add: () => [],
    incident_save: () => incident,
    incident_action_add: () => incident,
    incident_resolve: () => incident,
    benefit_preview: () => preview,
    benefit_list: () => [benefit(1), benefit(2)],
    benefit_declare: () => ({ declared: [benefit(1)], total: 200_000, left_out: [] }),
    benefit_record: () => ({ declared: [benefit(1)], total: 0, left_out: [] }),
    benefit_withdraw: () => ({}),
    person_add: (request) => person('person-9', request.name),
    person_edit: () => person('person-1', '罗建华'),
    relative_save: () => workerDetail().family,
    relative_leave: () => workerDetail().family,
  };
}
