// A stand-in for the program that answers every command from memory; for looking at pages only.
import type {
  Commands,
  Draft,
  FileQuery,
  Role,
  Settings,
  Visit,
  VisitRow,
} from '../../src/generated/bindings.ts';
import { campaignAnswers } from './campaigns.ts';
import { codes, importPreview, packs, pdfBase64, PIXEL, unions, verdict } from './data.ts';
import { actsOf, figureAnswers } from './figures.ts';
import { modelWorkerAnswers } from './model-workers.ts';
import { detail, row, STATUS_LABEL } from './people.ts';
import { scholarshipAnswers } from './scholarships.ts';
import { syncAnswers } from './sync.ts';

/** A refusal as the real server words it. */
export class FakeRefusal extends Error {
  readonly body: { code: string; message: string; params: Record<string, string> };
  constructor(code: string, message: string) {
    super(message);
    this.body = { code, message, params: {} };
  }
}

type Answers = {
  [K in keyof Commands]?: (request: Commands[K]['req']) => Commands[K]['res'];
};

const FILES = Number(process.env['FAKE_FILES'] ?? '148');
const TODAY = '2026-11-22';
/** Who is in: `FAKE_ROLE=visitor` shows the window as a visitor sees it. */
const roles = [(process.env['FAKE_ROLE'] ?? 'clerk') as Role];
const acts = actsOf(roles[0] as Role);

/** Opens a door with a state of its own. `open` skips the first start. */
export function openFakeDoor(open = process.env['FAKE_STAGE'] === 'open') {
  let stage: 'first_start' | 'locked' | 'open' = open ? 'open' : 'first_start';
  let settings: Settings = {
    org_name: '云澜县芦塘荡镇总工会（演示）',
    region: '998101105',
    default_pack: 'demo-a',
    text_size: process.env['FAKE_SIZE'] ?? 'normal',
    look: process.env['FAKE_LOOK'] ?? 'light',
    auto_lock_minutes: 10,
    contact_phone: null,
  };
  const drafts: Draft[] = [];
  const visits: Visit[] = [];
  const jobs = new Map<string, { polls: number; total: number; stage: string; result: unknown }>();

  const state = (): Commands['app_state']['res'] => ({
    stage,
    org_name: stage === 'first_start' ? null : settings.org_name,
    region: stage === 'first_start' ? null : settings.region,
    user: stage === 'open' ? '演示' : null,
    roles: stage === 'open' ? roles : [],
    acts: stage === 'open' ? acts : [],
    users: stage === 'first_start' ? [] : ['演示'],
    demo: true,
    version: '0.1.0',
    data_dir: '/home/clerk/.local/share/songnuan',
    today: TODAY,
  });
  const job = (name: string, total: number, result: unknown) => {
    const id = `job-${jobs.size + 1}`;
    jobs.set(id, { polls: 0, total, stage: name, result });
    return { job: id };
  };
  const indexOf = (id: string): number => Number(id.replace(/\D/g, ''));
  const fileOf = (id: string, asOf: string | null = null) => {
    const index = indexOf(id);
    const answer = detail(index, asOf);
    answer.verdict = verdict(answer.file.id, answer.applicant.name, row(index));
    answer.visits = visits.filter((visit) => visit.file_id === id).map(visitRow);
    return answer;
  };
  const visitRow = (visit: Visit): VisitRow => ({
    id: visit.id,
    file_id: visit.file_id,
    file_no: visit.file_id ? row(indexOf(visit.file_id)).file_no : null,
    name: visit.file_id ? row(indexOf(visit.file_id)).name : '',
    state: visit.state,
    state_label: {
      planned: '计划中',
      visited: '已走访',
      not_home: '未遇',
      refused: '谢绝',
      unreachable: '联系不上',
    }[visit.state],
    on: visit.visited_on ?? visit.planned_on,
    place: visit.place,
    method_label: '入户',
    visitors: visit.visitors,
    summary: visit.clear_difficulty ?? visit.problems ?? '',
    photos_n: 1,
    difficulties_open: 1,
  });

  function list(query: FileQuery): Commands['file_list']['res'] {
    const rows = Array.from({ length: FILES }, (_, index) => row(index));
    const found = rows.filter(
      (one) =>
        (query.status === null || one.status === query.status) &&
        (!query.village || one.village === query.village) &&
        (query.filter !== 'untouched' || one.updated_on === '2025-08-14') &&
        (query.filter !== 'incomplete' || one.missing_n > 0) &&
        [one.name, one.file_no, one.employer, one.village].some((text) =>
          text?.includes(query.text),
        ),
    );
    const counts = new Map<string, number>();
    for (const one of rows) counts.set(one.status, (counts.get(one.status) ?? 0) + 1);
    return {
      rows: found.slice(query.offset, query.limit ? query.offset + query.limit : undefined),
      total: found.length,
      by_status: [...counts].map(([status, count]) => ({
        status: status as 'active',
        label: STATUS_LABEL[status] ?? status,
        count,
      })),
      villages: [...new Set(rows.map((one) => one.village ?? ''))],
    };
  }

  const difficulty = (at: number): Commands['difficulty_save']['res'] => ({
    difficulty: {
      id: `dif-${at}`,
      visit_id: 'visit-1',
      file_id: 'file-3',
      description: at ? '女儿学费未缴，帮助申请助学贷款。' : '门口台阶破损，轮椅进出困难。',
      owner: '杨志强',
      due_on: at ? '2026-12-20' : '2026-11-10',
      state: 'open',
      solved_on: null,
      cost: at ? null : 85_000,
      result: null,
    },
    name: row(3).name,
    file_no: row(3).file_no,
    state_label: '在办',
    overdue: at === 0,
  });
  const attachment = (kind: string, name: string): Commands['attachment_add']['res'] => ({
    attachment: {
      id: `att-${name}`,
      owner_id: '',
      blob: '',
      file_name: name,
      kind,
      media_type: 'image/png',
      width: 800,
      height: 600,
      size: 1000,
      taken_at: '2026-11-20 09:31:00',
      location: null,
    },
    thumbnail: PIXEL,
    findings: ['gps_present'],
    notes: ['照片里有拍摄地点，已去掉。'],
  });

  const answers: Answers = {
    ...figureAnswers(),
    ...campaignAnswers(job),
    ...scholarshipAnswers(),
    ...modelWorkerAnswers(),
    ...syncAnswers(job),
    app_state: state,
    create_unit: (request) => {
      settings = { ...settings, org_name: request.org_name, region: request.region };
      stage = 'open';
      return state();
    },
    create_demo: () => {
      stage = 'open';
      return state();
    },
    unlock: (request) => {
      if (request.password === 'wrong') {
        throw new FakeRefusal('wrong_password', '密码不对。请再输入一次，注意大小写。');
      }
      stage = 'open';
      return state();
    },
    lock: () => {
      stage = 'locked';
      return state();
    },
    change_password: () => ({}),
    settings_get: () => settings,
    settings_put: (request) => (settings = request),
    home: () => ({
      tasks: [
        {
          kind: 'difficulty_due',
          text: '1 件困难事项到期未解决',
          count: 1,
          urgent: true,
          route: '/difficulties?overdue=1',
        },
        {
          kind: 'publicity_ended',
          text: '2 户公示期已满，可以审核',
          count: 2,
          urgent: true,
          route: '/files?filter=publicity',
        },
        {
          kind: 'file_incomplete',
          text: '22 户档案缺必填项，可补全',
          count: 22,
          urgent: false,
          route: '/files?filter=incomplete',
        },
        {
          kind: 'file_untouched',
          text: '19 户在档困难职工超过一年没有更新',
          count: 19,
          urgent: false,
          route: '/files?filter=untouched',
        },
      ],
      files_active: 120,
      files_draft: 3,
      files_temporary: 4,
      files_exited: 18,
      files_cancelled: 6,
      visits_recent: 41,
      difficulties_open: 2,
      drafts,
    }),
    draft_save: (request) => {
      const at = drafts.findIndex((one) => one.key === request.key);
      if (at >= 0) drafts.splice(at, 1);
      drafts.push({ ...request, saved_at: new Date().toISOString() });
      return {};
    },
    draft_list: () => drafts,
    draft_drop: (request) => {
      const at = drafts.findIndex((one) => one.key === request.key);
      if (at >= 0) drafts.splice(at, 1);
      return {};
    },
    search: (request) =>
      list({
        text: request.text,
        status: null,
        category: null,
        village: null,
        filter: null,
        sort: null,
        descending: false,
        offset: 0,
        limit: 8,
      }).rows.map((one) => ({
        id: one.id,
        kind: 'person',
        title: one.name,
        subtitle: `${one.file_no} · ${one.id_no_masked} · ${one.employer ?? ''}`,
        route: `/files/${one.id}`,
      })),
    verify_start: () =>
      job('核对记录与历史', 4210, {
        records: 4210,
        changes: 23841,
        operations: 96,
        attachments: 41,
        problems: [],
        more_problems: 0,
      }),
    job_status: (request) => {
      const found = jobs.get(request.job);
      if (!found) throw new FakeRefusal('job_unknown', '没有这项任务。');
      found.polls += 1;
      const done = found.polls > 3;
      return {
        state: done ? 'done' : 'running',
        stage: found.stage,
        done: done ? found.total : Math.floor((found.total * found.polls) / 4),
        total: found.total,
        error: null,
        result: done ? found.result : null,
      };
    },
    job_cancel: () => ({}),
    code_tables: () => codes,
    file_list: list,
    file_get: (request) => fileOf(request.id ?? 'file-0', request.as_of),
    file_open: () => fileOf('file-1'),
    file_edit: (request) => fileOf(request.file_id),
    member_save: (request) => fileOf(request.file_id),
    member_leave: (request) => fileOf(request.file_id),
    income_save: (request) => fileOf(request.file_id),
    rigid_save: (request) => fileOf(request.file_id),
    line_remove: (request) => fileOf(request.file_id),
    file_step: (request) => fileOf(request.file_id),
    reveal: () => ({ value: '998101197102083581' }),
    history: () => [
      {
        op_id: 'op-2',
        seq: 2,
        title: '修改档案',
        at: '2026-11-20T01:32:00Z',
        who: '演示',
        why: '入户核实',
        device: '镇总工会办公机',
        can_undo: true,
        undone: false,
        changes_n: 2,
        changes: [
          {
            record_id: 'a',
            kind: 'hardship_file',
            record_label: '困难职工档案 998101-2015-004',
            field: 'own_monthly_income',
            field_label: '本人月平均收入',
            before: '3,000.00 元',
            after: '2,814.00 元',
          },
          {
            record_id: 'b',
            kind: 'person',
            record_label: '人员 查建平',
            field: 'mobile',
            field_label: '手机号码',
            before: '138****1120',
            after: '138****2408',
          },
        ],
      },
    ],
    undo: () => ({ title: '修改档案', changes_n: 2 }),
    union_list: () => unions,
    export_files: () => ({
      file_name: '困难职工汇总表.xlsx',
      media_type: 'application/octet-stream',
      base64: 'UEs=',
      warnings: [],
      pages: 0,
    }),
    import_start: (request) => job('核对表格', 164, importPreview(request.file_name, request.kind)),
    import_map: () => job('核对表格', 164, importPreview('困难职工摸底表.xlsx', 'hardship')),
    import_preview: (request) => {
      const all = importPreview('困难职工摸底表.xlsx', 'hardship');
      const rows = all.rows.filter(
        (one) =>
          (!request.verdict || one.verdict === request.verdict) &&
          (!request.code || one.findings.some((finding) => finding.code === request.code)),
      );
      return { ...all, rows, total: rows.length };
    },
    import_apply: () =>
      job('写入档案', 148, {
        op_id: 'op-9',
        campaign_id: null,
        items_new: 0,
        items_changed: 0,
        visits_new: 0,
        visits_changed: 0,
        round_id: null,
        cases_new: 0,
        cases_changed: 0,
        workers_new: 0,
        workers_changed: 0,
        honors_new: 0,
        honors_changed: 0,
        files_new: 148,
        files_changed: 0,
        people_new: 471,
        orgs_new: 0,
        orgs_changed: 0,
        rows_taken: 148,
        rows_left_out: 16,
        message: '已导入 148 户，16 行没有收下；可以把标记表退回村里改好再导。',
      }),
    import_marked: () => ({
      file_name: '困难职工摸底表-标记.xlsx',
      media_type: 'application/octet-stream',
      base64: 'UEs=',
      warnings: [],
      pages: 0,
    }),
    pack_list: () => packs.map((pack) => pack.summary),
    pack_get: (request) =>
      packs.find((pack) => pack.summary.id === request.id) ?? (packs[0] as (typeof packs)[0]),
    pack_check: (request) =>
      request.toml.includes('id =') ? [] : [{ place: '第 1 行', message: '缺少政策包编号 id。' }],
    pack_save: () => packs[0] as (typeof packs)[0],
    eligibility: (request) => [
      verdict(
        request.file_id ?? 'file-0',
        row(indexOf(request.file_id ?? '0')).name,
        row(indexOf(request.file_id ?? '0')),
      ),
    ],
    what_if: (request) => ({
      line_before: 97_000,
      line_after: request.dibao_line,
      checked: 120,
      changed: [4, 9, 17].map((at) => ({
        file_id: `file-${at}`,
        file_no: row(at).file_no,
        name: row(at).name,
        per_capita: row(at).per_capita ?? '',
        before: 'relative',
        before_label: '相对困难',
        after: 'deep',
        after_label: '深度困难',
      })),
      problems: [],
    }),
    visit_list: () => ({ rows: visits.map(visitRow), total: visits.length }),
    visit_get: (request) => {
      const visit = visits.find((one) => one.id === request.id);
      if (!visit) throw new FakeRefusal('not_found', '没有找到这次走访，可能已被撤销。');
      const line = visitRow(visit);
      return {
        visit,
        name: line.name,
        file_no: line.file_no,
        attachments: [attachment('现场照片', '客厅.jpg')],
        difficulties: [difficulty(1)],
        warnings: visit.visitors.length < 2 ? ['入户调查应有两人以上，这次只写了一人。'] : [],
      };
    },
    visit_save: (request) => {
      const visit = { ...request.visit, id: request.visit.id || `visit-${visits.length + 1}` };
      const at = visits.findIndex((one) => one.id === visit.id);
      if (at >= 0) visits[at] = visit;
      else visits.push(visit);
      const kept = drafts.findIndex((one) => one.key === request.draft_key);
      if (kept >= 0) drafts.splice(kept, 1);
      return {
        visit,
        name: visitRow(visit).name,
        file_no: visitRow(visit).file_no,
        attachments: [],
        difficulties: [],
        warnings: [],
      };
    },
    difficulty_list: () => [difficulty(0), difficulty(1)],
    difficulty_save: () => difficulty(1),
    attachment_add: (request) => attachment(request.kind, request.file_name),
    attachment_get: () => ({
      file_name: '客厅.png',
      media_type: 'image/png',
      base64: PIXEL.split(',')[1] ?? '',
      warnings: [],
      pages: 0,
    }),
    attachment_remove: () => ({}),
    print_start: () =>
      job('排版', 3, {
        file_name: '困难职工档案表.pdf',
        media_type: 'application/pdf',
        base64: pdfBase64(),
        warnings: ['“𱁬”没有字体可用，这一格请手写。'],
        pages: 2,
      }),
    save_file: () => ({}),
  };

  return (name: string, request: unknown): unknown => {
    const answer = answers[name as keyof Commands] as ((request: unknown) => unknown) | undefined;
    if (!answer) throw new FakeRefusal('unknown_command', `没有这个命令：${name}`);
    return answer(request);
  };
}
