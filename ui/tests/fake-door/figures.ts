// Invented figures, users and an access log for the fake door.
import type {
  Act,
  Commands,
  Figure,
  FigureRecord,
  FigureUnit,
  Role,
  SnapshotView,
  Stats,
  StatsRequest,
  UserView,
} from '../../src/generated/bindings.ts';

type Answers = {
  [K in keyof Commands]?: (request: Commands[K]['req']) => Commands[K]['res'];
};

const SEEING: Act[] = ['see_cases', 'reveal', 'see_campaigns', 'sync'];
const ACTS: Record<Role, Act[]> = {
  clerk: [
    ...SEEING,
    'edit_cases',
    'record_visits',
    'import',
    'export',
    'plan_campaigns',
    'see_money',
    'keep_funds',
    'draft_batches',
    'review_batches',
    'pay_batches',
    'edit_policy',
    'edit_settings',
    'undo',
    'decide_conflicts',
    'keep_devices',
  ],
  visitor: [...SEEING, 'record_visits'],
  leader: [
    ...SEEING,
    'export',
    'see_money',
    'review_batches',
    'approve_batches',
    'see_access_log',
    'decide_conflicts',
  ],
  finance: [...SEEING, 'export', 'see_money', 'keep_funds', 'review_batches', 'pay_batches'],
  auditor: [...SEEING, 'export', 'see_money', 'see_access_log'],
  administrator: [
    'keep_users',
    'edit_settings',
    'edit_policy',
    'see_access_log',
    'sync',
    'keep_devices',
  ],
};

/** What a role may do. */
export const actsOf = (role: Role): Act[] => ACTS[role];

const yuan = (fen: number): string =>
  (fen / 100).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',') + ' 元';
const WORDS: Record<FigureUnit, string> = {
  household: '户',
  person: '人',
  person_times: '人次',
  matter: '件',
  visit: '次',
  batch: '批',
  fen: '元',
};
/** A figure as the program writes it. */
export const fig = (key: string, label: string, unit: FigureUnit, value: number): Figure => ({
  key,
  label,
  unit,
  value,
  text:
    unit === 'fen'
      ? yuan(value)
      : `${value.toString().replace(/\B(?=(\d{3})+$)/g, ',')} ${WORDS[unit]}`,
  wan:
    unit === 'fen' ? `${(value / 1_000_000).toFixed(6).replace(/\.?0+$/, '') || '0'} 万元` : null,
});
const money = (key: string, label: string, value: number): Figure => fig(key, label, 'fen', value);

const MONTHS = [35, 33, 43, 36, 45, 42, 34, 24, 38, 45, 41, 26];
const WORKERS = [354, 410, 434, 425, 415, 345, 450, 436, 370, 409, 418, 320];

const visits = (asOf: string): Stats => ({
  title: '走访统计（2016-01-01 至 2016-12-31）',
  as_of: asOf,
  notes: [],
  totals: {},
  figures: [
    fig('team.visits', '走访班组', 'visit', 442),
    fig('team.difficulties_solved', '班组解决困难', 'matter', 226),
    money('team.spend_fen', '班组投入', 158_270_000),
    fig('worker.visits', '走访职工', 'visit', 4786),
    fig('worker.difficulties_solved', '职工解决困难', 'matter', 564),
    money('worker.spend_fen', '职工帮扶投入', 38_237_000),
    fig('person_times', '帮扶', 'person_times', 668),
  ],
  tables: [
    {
      key: 'by_month',
      title: '按月',
      head: '月份',
      chart: 'line',
      rows: MONTHS.map((team, at) => ({
        label: `2016-${String(at + 1).padStart(2, '0')}`,
        figures: [
          fig('team_visits', '走访班组', 'visit', team),
          fig('worker_visits', '走访职工', 'visit', WORKERS[at] ?? 0),
          fig('worker_solved', '职工解决困难', 'matter', 40 + ((at * 13) % 26)),
          money('worker_fen', '职工帮扶投入', 2_331_000 + at * 131_000),
        ],
      })),
    },
    {
      key: 'by_federation',
      title: '按联合会',
      head: '联合会',
      chart: 'bar',
      rows: ['云泾商圈', '南浜片区', '工业园区', '建筑运输行业', '汽配机械行业'].map(
        (name, at) => ({
          label: `芦塘荡镇${name}工会联合会`,
          figures: [
            fig('team_visits', '走访班组', 'visit', 28 + at * 7),
            fig('worker_visits', '走访职工', 'visit', 322 + at * 61),
            fig('person_times', '帮扶', 'person_times', 42 + at * 13),
          ],
        }),
      ),
    },
  ],
});

const campaign = (asOf: string): Stats => ({
  title: '活动统计：2017年元旦春节送温暖',
  as_of: asOf,
  notes: ['2027 年没有节假日表，公示截止日按周末推算。'],
  totals: {},
  figures: [
    fig('households', '慰问困难家庭', 'household', 6),
    fig('persons', '慰问职工', 'person', 35),
    money('households_fen', '按户慰问金', 1_000_000),
    money('persons_fen', '按人慰问金', 4_200_000),
    money('grand_total_fen', '慰问金合计', 5_200_000),
    money('paid_fen', '已发到手', 0),
    fig('visits', '走访', 'visit', 18),
    fig('batches', '发放批次', 'batch', 2),
  ],
  tables: [
    {
      key: 'progress',
      title: '进度',
      head: '走访人',
      chart: 'bar',
      rows: ['高军', '罗艳', '盖晓明', '高红梅'].map((name, at) => ({
        label: name,
        figures: [
          fig('visited', '已走访', 'visit', 5 - at),
          fig('left', '未走访', 'visit', at + 1),
        ],
      })),
    },
    {
      key: 'by_category',
      title: '按类别',
      head: '类别',
      chart: 'pie',
      rows: (
        [
          ['重困职工', 'household', 4, 800_000],
          ['长期困难职工', 'household', 2, 200_000],
          ['临时性困难职工', 'person', 24, 2_700_000],
          ['因病住院职工', 'person', 11, 1_500_000],
        ] as const
      ).map(([label, unit, count, fen]) => ({
        label,
        figures: [fig('count', '对象', unit, count), money('fen', '金额', fen)],
      })),
    },
    {
      key: 'by_year',
      title: '历年对比',
      head: '年度',
      chart: 'bar',
      rows: ['2014', '2015', '2016', '2017'].map((label, at) => ({
        label,
        figures: [
          fig('households', '户', 'household', 9 - at),
          fig('persons', '人', 'person', 22 + at * 4),
          money('fen', '金额', 3_100_000 + at * 700_000),
        ],
      })),
    },
  ],
});

const funds = (asOf: string): Stats => ({
  title: '资金统计',
  as_of: asOf,
  notes: [],
  totals: {},
  figures: [
    money('received_fen', '到账', 12_000_000),
    money('committed_fen', '已列支', 5_200_000),
    money('paid_fen', '已发放', 1_700_005),
    money('left_fen', '结余', 6_800_000),
  ],
  tables: [
    {
      key: 'by_fund',
      title: '资金使用',
      head: '资金',
      chart: 'bar',
      rows: ['2017年送温暖资金', '中央帮扶资金', '社会捐赠'].map((label, at) => ({
        label,
        figures: [
          money('received_fen', '到账', 6_000_000 - at * 2_000_000),
          money('paid_fen', '已发放', 1_400_000 - at * 400_000),
          money('left_fen', '结余', 4_600_000 - at * 1_600_000),
        ],
      })),
    },
  ],
});

const scholarships = (asOf: string): Stats => ({
  title: '金秋助学统计',
  as_of: asOf,
  notes: [],
  totals: {},
  figures: [
    fig('applications', '申请', 'matter', 40),
    fig('awarded', '资助', 'person_times', 29),
    money('award_total_fen', '资助金额', 12_000_000),
  ],
  tables: [
    {
      key: 'by_level',
      title: '按学历层次',
      head: '学历层次',
      chart: 'bar',
      rows: ['高中', '专科', '本科'].map((label, at) => ({
        label,
        figures: [fig('applications', '申请', 'matter', 3 + at * 5)],
      })),
    },
  ],
});

const modelWorkers = (asOf: string): Stats => ({
  title: '劳模统计 2025-07-01',
  as_of: asOf,
  notes: ['年龄和生活困难补助按 2025-07-01 计算；要看别的日期，请填结束日期。'],
  totals: {},
  figures: [
    fig('model_workers', '劳模', 'person', 15),
    fig('honors', '荣誉', 'matter', 19),
    money('monthly_aid_total_fen', '每月补助合计', 491_801),
  ],
  tables: [
    {
      key: 'by_level',
      title: '按荣誉级别',
      head: '级别',
      chart: 'bar',
      rows: ['全国', '省部级', '市级'].map((label, at) => ({
        label,
        figures: [fig('model_workers', '劳模', 'person', 1 + at * 5)],
      })),
    },
  ],
});

function stats(request: StatsRequest): Stats {
  const asOf = request.as_of ?? '2026-11-22T06:30:00Z';
  const reports = { campaign, visits, funds, scholarships, model_workers: modelWorkers };
  return reports[request.report](asOf);
}

const record = (at: number, amount: number | null): FigureRecord => ({
  id: `r${at}`,
  kind: 'campaign_item',
  title: ['姚宝根', '陈春燕', '欧阳建国', '唐国华', '解丽华', '缪玉兰'][at % 6] ?? '',
  subtitle: `重困职工 · 芦塘荡客车厂 · 第 ${at + 1} 行`,
  amount,
  counts: amount ?? 1,
  route: '/files/file-1',
});

const ROLES: [string, Role[], boolean][] = [
  ['演示', ['clerk'], true],
  ['沈主席', ['leader'], true],
  ['钱会计', ['finance'], true],
  ['高军', ['visitor'], true],
  ['郭经审', ['auditor'], true],
  ['系统管理', ['administrator', 'clerk'], true],
  ['俞小军', ['visitor'], false],
];

/** Answers for figures, users and the access log, with a memory of their own. */
export function figureAnswers(): Answers {
  const users: UserView[] = ROLES.map(([name, roles, active], at) => ({
    user: { id: `u${at}`, name, roles, active, note: null },
    roles_label: '',
    has_password: active,
    me: at === 0,
  }));
  const kept: SnapshotView[] = [
    {
      id: 's1',
      report: 'campaign',
      title: '活动统计：2017年元旦春节送温暖',
      as_of: '2026-11-17T01:30:00Z',
      by: '演示',
      request: {
        report: 'campaign',
        campaign_id: null,
        fund_id: null,
        from: null,
        to: null,
        as_of: '2026-11-17T01:30:00Z',
      },
    },
  ];
  return {
    stats,
    figure_records: (request) => {
      const all = stats(request.request);
      const [table, label, key] = request.key.split('/');
      const found =
        all.figures.find((figure) => figure.key === request.key) ??
        all.tables
          .find((one) => one.key === table)
          ?.rows.find((row) => row.label === label)
          ?.figures.find((figure) => figure.key === key);
      const count = found?.unit === 'fen' ? 40 : Math.min(found?.value ?? 0, 5000);
      const share = Math.floor((found?.value ?? 0) / 40);
      return {
        label: found?.label ?? '',
        text: found?.text ?? '',
        rows: Array.from({ length: count }, (_, at) =>
          record(at, found?.unit === 'fen' ? share : null),
        ),
      };
    },
    snapshot_save: (request) => {
      const answer = stats(request);
      const view: SnapshotView = {
        id: `s${kept.length + 1}`,
        report: request.report,
        title: answer.title,
        as_of: answer.as_of,
        by: '演示',
        request: { ...request, as_of: answer.as_of },
      };
      kept.unshift(view);
      return view;
    },
    snapshot_list: () => kept,
    stats_compare: (request) => ({
      before_as_of: request.before.as_of ?? '2026-11-22T06:30:00Z',
      after_as_of: request.after.as_of ?? '2026-11-22T06:30:00Z',
      figures: [
        {
          key: 'households',
          label: '慰问困难家庭',
          before: '8 户',
          after: '6 户',
          added: [],
          removed: [record(0, 200_000), record(1, 200_000)],
          changed: [],
          why: [
            '11-18 09:12 演示 把“姚宝根”移出名单：已去世',
            '11-19 15:40 演示 把“陈春燕”移出名单：已在另一活动领取',
          ],
        },
        {
          key: 'persons_fen',
          label: '按人慰问金',
          before: '43,500.00 元',
          after: '42,000.00 元',
          added: [record(3, 50_000)],
          removed: [],
          changed: [record(2, 150_000)],
          why: ['11-20 10:02 演示 把“欧阳建国”的金额由 3,000.00 元改为 1,500.00 元'],
        },
      ],
    }),
    stats_export: (request) => ({
      file_name: `统计.${request.format}`,
      media_type: 'application/octet-stream',
      base64: 'UEs=',
      warnings: [],
      pages: 0,
    }),
    county_export: () => ({
      file_name: '芦塘荡镇-送温暖统计表-20261122.xlsx',
      media_type: 'application/octet-stream',
      base64: 'UEs=',
      warnings: [],
      pages: 0,
    }),
    user_list: () => users,
    user_save: (request) => {
      const old = users.find((one) => one.user.id === request.id);
      const next: UserView = {
        user: {
          id: request.id || `u${users.length}`,
          name: request.name,
          roles: request.roles,
          active: request.active,
          note: request.note,
        },
        roles_label: '',
        has_password: old?.has_password ?? true,
        me: old?.me ?? false,
      };
      if (old) users.splice(users.indexOf(old), 1, next);
      else users.push(next);
      return next;
    },
    access_log: () =>
      Array.from({ length: 40 }, (_, at) => ({
        at: `2026-11-${String(22 - (at % 20)).padStart(2, '0')}T0${at % 9}:12:00Z`,
        who: at % 3 ? '演示' : '钱会计',
        subject: ['姚*根', '陈*燕', '欧阳*国'][at % 3] ?? '',
        field_label: ['身份证号', '手机号码', '银行卡号'][at % 3] ?? '',
        reason: ['核对证件', '电话联系', '办理发放'][at % 3] ?? '',
      })),
  };
}
