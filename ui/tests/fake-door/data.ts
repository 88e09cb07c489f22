// Invented code tables, packs, unions, an import and a PDF for the fake door.
import type {
  CodeTableView,
  FileRow,
  FileVerdict,
  ImportKind,
  ImportPreview,
  PackView,
  UnionList,
} from '../../src/generated/bindings.ts';
import { fig } from './figures.ts';

const table = (name: string, words: Record<string, string>): CodeTableView => ({
  name,
  codes: Object.entries(words).map(([id, label]) => ({
    id,
    label,
    current: !label.includes('户'),
  })),
});

export const codes: CodeTableView[] = [
  table('category', {
    deep: '深度困难',
    relative: '相对困难',
    accidental: '意外致困',
    dibao_household: '低保户',
    near_dibao_household: '低保边缘户',
  }),
  table('cause', {
    illness_self: '本人大病',
    schooling: '子女上学',
    disability: '残疾',
    other: '其他',
  }),
  table('ethnicity', { han: '汉族', hui: '回族', uygur: '维吾尔族' }),
  table('political_status', { masses: '群众', party: '中共党员', league: '共青团员' }),
  table('health', { good: '良好', kidney: '终末期肾病', general: '一般疾病' }),
  table('marital', { married: '已婚', single: '未婚', divorced: '离异', widowed: '丧偶' }),
  table('hukou_kind', { agricultural: '农业', urban: '非农业' }),
  table('medical_insurance', { employee: '职工医保', resident: '城乡居民医保' }),
  table('work_state', { on_post: '在岗', laid_off: '下（待）岗', retired: '退休' }),
  table('model_worker_kind', { none: '非劳模', county: '地市级' }),
  table('housing_kind', { self_built: '自建房', rented: '租房' }),
  table('industry', { C: '制造业', F: '批发和零售业' }),
  table('employer_nature', { private: '民营/私营/个体', state: '国有企业' }),
  table('employer_state', { normal: '正常', loss: '亏损' }),
  table('relation', { spouse: '配偶', child: '子女', parent: '父母' }),
  table('identity', { unemployed: '失（无）业', university: '大学生' }),
  table('grade', { county: '区县级', city: '地市级' }),
];

export const PIXEL =
  'data:image/svg+xml;base64,' +
  Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="240"><rect width="320" height="240" fill="#d9e2d5"/><path d="M60 200V110l100-70 100 70v90z" fill="#b98a5e"/></svg>',
  ).toString('base64');

/** A verdict like H1 of the domain text. */
export function verdict(fileId: string, name: string, row: FileRow): FileVerdict {
  return {
    file_id: fileId,
    file_no: row.file_no,
    id_no: '',
    name,
    status: row.status_label,
    members_n: 3,
    annual_income_fen: 9_600_000,
    rigid_fen: 6_000_000,
    net_fen: 3_600_000,
    per_capita_month_fen: '100000/1',
    event: false,
    line_fen: 97_000,
    line_from: '2017-04-01',
    if_complete: null,
    pack: 'demo-a',
    pack_name: '云澜县演示政策甲',
    version_from: '2017-04-01',
    category: 'relative',
    category_label: '相对困难',
    clauses: [
      {
        id: 'member',
        text: '在职且是工会会员',
        article: '第三条',
        passed: true,
        numbers: '工会会员：是；工作状态：在岗',
        gap: null,
      },
      {
        id: 'deep',
        text: '月人均收入低于低保标准的 1 倍 → 深度困难',
        article: '第五条（一）',
        passed: false,
        numbers: '1,000.00 < 970.00 × 1',
        gap: '差 30.00 元',
      },
      {
        id: 'relative',
        text: '月人均收入低于低保标准的 2 倍 → 相对困难',
        article: '第五条（二）',
        passed: true,
        numbers: '1,000.00 < 970.00 × 2 = 1,940.00',
        gap: '余 940.00 元',
      },
      {
        id: 'vehicle',
        text: '没有机动车（残疾代步除外）',
        article: '第七条',
        passed: null,
        numbers: '未登记',
        gap: null,
      },
    ],
    missing: ['机动车情况没有登记'],
    warnings: [],
  };
}

const pack = (id: string, name: string, from: string, own = false): PackView => ({
  summary: {
    id,
    name,
    region: '云澜县 998101',
    source: '云工〔2017〕3号（演示）',
    effective_from: from,
    effective_to: null,
    own,
  },
  toml: `id = "${id}"\nname = "${name}"\nregion = "998101"\n\n[[version]]\nfrom = "${from}"\nline = 970_00\n`,
  rows: [
    { section: '低保标准', label: '每人每月', value: '970.00 元', article: '云民〔2017〕8号' },
    {
      section: '类别',
      label: '深度困难',
      value: '月人均收入 < 1 × 低保标准',
      article: '第五条（一）',
    },
    {
      section: '类别',
      label: '相对困难',
      value: '月人均收入 < 2 × 低保标准',
      article: '第五条（二）',
    },
    { section: '类别', label: '意外致困', value: '有突发事件', article: '第五条（三）' },
    {
      section: '不予认定',
      label: '机动车',
      value: '拥有机动车（残疾代步除外）',
      article: '第七条',
    },
  ],
});

export const packs: PackView[] = [
  pack('demo-a', '云澜县演示政策甲', '2017-04-01'),
  pack('demo-b', '云澜县演示政策乙', '2017-04-01'),
  pack('shenzhen-2017', '深圳市 2017', '2017-01-01'),
  pack('demo-a-own', '云澜县演示政策甲（本单位修改）', '2026-01-01', true),
];

export const unions: UnionList = {
  orgs: Array.from({ length: 60 }, (_, at) => ({
    id: `org-${at}`,
    name:
      at === 0
        ? '芦塘荡镇总工会'
        : at < 8
          ? `芦塘荡第${at}工会联合会`
          : `芦塘荡${at}号汽配有限公司（演示）`,
    level: at === 0 ? 'township_union' : at < 8 ? 'federation' : at % 3 ? 'grassroots' : 'no_union',
    form: at === 0 ? null : at < 8 ? 'regional' : at % 3 ? 'independent' : 'none',
    parent_id: at === 0 ? null : 'org-0',
    guidance_parent_id: null,
    employer_uscc: '91998101MA0000000X',
    union_uscc: null,
    industry: 'C',
    employees: at < 8 ? null : 20 + at * 7,
    members: at < 8 ? null : 10 + at * 4,
    female: null,
    migrant: at < 8 ? null : 8 + at * 3,
    chair: '沈丽华',
    established_on: '2009-05-01',
    term_end: '2027-05-01',
  })),
  totals: {
    township_unions: 1,
    federations: 7,
    enterprises: 300,
    enterprises_with_union: 205,
    employees: 11460,
    members: 6420,
    female: 4210,
    migrant: 6880,
  },
};

/** What a dry run of the sample could look like. */
export function importPreview(file_name: string, kind: ImportKind): ImportPreview {
  const finding = (
    code: string,
    severity: string,
    column: string,
    message: string,
    remedy: string,
    value: string,
  ) => ({
    code,
    severity,
    column,
    header: '身份证号',
    message,
    remedy,
    value,
  });
  return {
    import: 'import-1',
    file_name,
    kind,
    sheets: [
      {
        name: '困难职工档案',
        recognised: true,
        rows: 164,
        ok: 96,
        warning: 52,
        rejected: 16,
        ignored: 7,
        hidden_columns: ['AQ'],
        columns: [
          {
            column: 'B',
            header: '姓名',
            field: 'name',
            field_label: '姓名',
            examples: ['查*', '陆**'],
          },
          {
            column: 'AR',
            header: '微信号',
            field: null,
            field_label: null,
            examples: ['wx_1', 'wx_2'],
          },
        ],
      },
      {
        name: '家庭成员',
        recognised: true,
        rows: 331,
        ok: 320,
        warning: 9,
        rejected: 2,
        ignored: 3,
        hidden_columns: [],
        columns: [],
      },
      {
        name: '说明',
        recognised: false,
        rows: 0,
        ok: 0,
        warning: 0,
        rejected: 0,
        ignored: 12,
        hidden_columns: [],
        columns: [],
      },
    ],
    codes: [
      { code: 'code_not_in_list', label: '不在选项中', severity: 'warning', count: 21 },
      { code: 'mobile_invalid', label: '手机号码不对', severity: 'warning', count: 12 },
      { code: 'id_checksum', label: '身份证校验码不对', severity: 'reject', count: 9 },
      { code: 'id_damaged', label: '身份证被 Excel 改坏', severity: 'reject', count: 7 },
    ],
    rows: [
      {
        sheet: '困难职工档案',
        row: 5,
        verdict: 'import_ok',
        title: '曾慧',
        findings: [],
        notes: ['身份证末位 x 改为大写 X'],
      },
      {
        sheet: '困难职工档案',
        row: 7,
        verdict: 'import_with_warning',
        title: '单建平',
        notes: [],
        findings: [
          finding(
            'code_not_in_list',
            'warning',
            'Y',
            '“户口类型”不在表格规定的选项中。',
            '请改用规定的选项；原文先照样保留。',
            '居民',
          ),
        ],
      },
      {
        sheet: '困难职工档案',
        row: 12,
        verdict: 'reject',
        title: '仇桂兰',
        notes: [],
        findings: [
          finding(
            'id_checksum',
            'reject',
            'J',
            '身份证校验码不对，最后一位按前 17 位应是“5”。',
            '请对照身份证原件更正，程序不会替您改。',
            '998101196806128861',
          ),
          finding(
            'mobile_invalid',
            'warning',
            'P',
            '不是有效的手机号码。',
            '请填写 11 位手机号。',
            '1380000',
          ),
        ],
      },
    ],
    total: 164,
    households: 148,
    people: 471,
    figures: {
      hardship: [],
      unions: [],
      scholarships: [
        fig('applications', '申请', 'matter', 40),
        fig('awarded', '资助', 'person_times', 29),
      ],
      model_workers: [
        fig('model_workers', '劳模', 'person', 15),
        fig('honors', '荣誉', 'matter', 19),
      ],
      campaign: [
        fig('households', '户', 'household', 6),
        fig('persons', '人', 'person', 35),
        fig('households_fen', '按户金额', 'fen', 1_000_000),
        fig('persons_fen', '按人金额', 'fen', 4_200_000),
      ],
      visits: [
        fig('team.visits', '走访班组', 'visit', 442),
        fig('worker.visits', '走访职工', 'visit', 4786),
        fig('person_times', '帮扶', 'person_times', 668),
        fig('worker.spend_fen', '职工投入', 'fen', 38_237_000),
      ],
    }[kind],
  };
}

/** A two-page PDF written by hand. */
export function pdfBase64(): string {
  const page = (text: string): string =>
    `BT /F1 24 Tf 72 760 Td (${text}) Tj ET 60 60 475 660 re S`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R 5 0 R] /Count 2 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 7 0 R >> >> >>',
    `<< /Length ${page('Page 1 (fake door)').length} >>\nstream\n${page('Page 1 - fake door')}\nendstream`,
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R /Resources << /Font << /F1 7 0 R >> >> >>',
    `<< /Length ${page('Page 2 (fake door)').length} >>\nstream\n${page('Page 2 - fake door')}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  const body = objects.map((object, at) => `${at + 1} 0 obj\n${object}\nendobj\n`).join('');
  return Buffer.from(`%PDF-1.4\n${body}trailer << /Root 1 0 R /Size 8 >>\n%%EOF`).toString(
    'base64',
  );
}
