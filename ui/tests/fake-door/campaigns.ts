// Invented campaigns, batches and funds for the fake door; a batch goes through its steps.
import type {
  Batch,
  BatchDetail,
  BatchNextStep,
  BatchRow,
  BatchState,
  BatchStep,
  BatchStepKind,
  Campaign,
  CampaignDetail,
  CampaignItem,
  Candidate,
  Commands,
  Flag,
  FundView,
  ItemRow,
  LineRow,
  ListTotals,
} from '../../src/generated/bindings.ts';
import { row } from './people.ts';

type Answers = {
  [K in keyof Commands]?: (request: Commands[K]['req']) => Commands[K]['res'];
};
type Job = (name: string, total: number, result: unknown) => { job: string };

const TODAY = '2026-11-22';
const VISITORS = ['杨志强', '查建平', '买买提·艾力'];
const LABELS: Record<BatchStepKind, string> = {
  drafted: '拟定',
  reviewed: '审核',
  approved: '审批',
  notice_posted: '张贴公示',
  objection_raised: '收到异议',
  objection_resolved: '异议办结',
  released: '放款',
  cash_taken: '取出现金',
  cash_returned: '交回现金',
  paid: '发放完毕',
  closed: '归档结清',
  cancelled: '作废',
};
const STATES: Record<BatchState, string> = {
  drafted: '待审核',
  reviewed: '待审批',
  approved: '待公示',
  in_notice: '公示中',
  released: '已放款',
  paid: '发放完毕',
  closed: '已结清',
  cancelled: '已作废',
};
const flag = (code: string, text: string, blocking: boolean): Flag => ({ code, text, blocking });

function flags(at: number): Flag[] {
  if (at % 17 === 3) return [flag('deceased', '2026-03-01 去世，不能列入名单。', true)];
  if (at % 11 === 5) {
    return [flag('helped_twice', '今年已在“2026年夏送清凉”领过 500.00 元。', false)];
  }
  return at % 13 === 4 ? [flag('no_card', '档案里没有银行卡，只能现金签领。', false)] : [];
}

const candidate = (at: number): Candidate => {
  const one = row(at);
  return {
    file_id: one.id,
    file_no: one.file_no,
    person_id: `person-${at}`,
    household_id: `house-${at}`,
    name: one.name,
    id_masked: one.id_no_masked,
    employer: one.employer,
    village: one.village,
    category: one.category_label ?? '',
    category_label: one.category_label ?? '',
    amount: 0,
    goods: null,
    last_amount: at % 3 === 0 ? 120_000 : null,
    helped_this_year: at % 11 === 5 ? 50_000 : 0,
    in_list: false,
    flags: flags(at),
  };
};

const campaign: Campaign = {
  id: 'campaign-1',
  name: '2027年元旦春节送温暖',
  year: 2027,
  season: 'new_year_spring_festival',
  state: 'running',
  starts_on: TODAY,
  ends_on: '2027-02-20',
  budget: 20_000_000,
  fund_ids: ['fund-1'],
  pack: null,
  rules: [],
  basis: '云澜县总工会关于做好2027年两节送温暖工作的通知',
  note: null,
};

const item = (at: number): CampaignItem => ({
  id: `item-${at}`,
  campaign_id: 'campaign-1',
  seq: at + 1,
  person_id: `person-${at}`,
  file_id: `file-${at}`,
  household_id: `house-${at}`,
  unit: at % 7 === 6 ? 'person' : 'household',
  category: row(at).category_label ?? '',
  aid_kind: 'condolence_money',
  amount: at % 4 === 0 ? 200_000 : 120_000,
  goods: at % 2 ? '米、油各1份' : null,
  goods_value: at % 2 ? 15_000 : null,
  employer: row(at).employer,
  card_holder: null,
  card_no: null,
  bank: null,
  basis: null,
  temporary_reason: null,
  proxy: null,
  removed_reason: null,
  assignee: at % 5 === 4 ? null : (VISITORS[at % 3] ?? null),
  outcome: at % 5 === 0 ? 'visited' : at % 9 === 1 ? 'not_home' : 'planned',
  outcome_on: at % 5 === 0 ? '2026-11-20' : null,
  visit_id: null,
  analysis: at % 5 === 0 ? '因病支出大，收入不稳定。' : null,
  summary: at % 10 === 0 ? '已送慰问金，协助申请医疗救助。' : null,
  note: null,
});
const OUTCOME = {
  planned: '计划中',
  visited: '已走访',
  not_home: '未遇',
  refused: '谢绝',
  unreachable: '联系不上',
};

/** Answers about campaigns, batches and funds; `job` starts a job of the door. */
export function campaignAnswers(job: Job): Answers {
  const items = Array.from({ length: 120 }, (_, at) => item(at));
  const steps: BatchStep[] = [];
  let batch: Batch | null = null;
  let lines: LineRow[] = [];

  const totals = (list: readonly CampaignItem[]): ListTotals => ({
    items: list.length,
    households: list.filter((one) => one.unit === 'household').length,
    persons: list.filter((one) => one.unit === 'person').length,
    amount: list.reduce((sum, one) => sum + one.amount, 0),
    goods_value: 0,
    paid: 0,
    in_batch: batch ? lines.reduce((sum, one) => sum + one.line.amount, 0) : 0,
    visited: list.filter((one) => one.outcome === 'visited').length,
    not_home: list.filter((one) => one.outcome === 'not_home').length,
    refused: 0,
    unreachable: 0,
    unassigned: list.filter((one) => !one.assignee).length,
  });
  const live = (): CampaignItem[] => items.filter((one) => one.removed_reason === null);
  const view = (one: CampaignItem): ItemRow => ({
    item: one,
    name: row(one.seq - 1).name,
    id_masked: row(one.seq - 1).id_no_masked,
    card_masked: one.seq % 13 === 5 ? null : '****0015',
    file_no: row(one.seq - 1).file_no,
    category_label: one.category,
    aid_kind_label: '慰问金',
    outcome_label: OUTCOME[one.outcome],
    batch_id: batch ? batch.id : null,
    batch_no: batch ? batch.no : null,
    paid_label: batch ? '未发放' : null,
    flags: flags(one.seq - 1),
  });
  const detail = (): CampaignDetail => ({
    row: {
      campaign,
      season_label: '元旦春节',
      state_label: '进行中',
      totals: totals(live()),
      batches_n: batch ? 1 : 0,
    },
    by_category: [...new Set(live().map((one) => one.category))].map((category) => ({
      category,
      label: category,
      households: 1,
      persons: 0,
      amount: 0,
    })),
    visitors: ['', ...VISITORS].map((visitor) => {
      const own = live().filter((one) => (one.assignee ?? '') === visitor);
      const count = (outcome: string): number =>
        own.filter((one) => one.outcome === outcome).length;
      return {
        visitor,
        assigned: own.length,
        visited: count('visited'),
        not_home: count('not_home'),
        refused: count('refused'),
        unreachable: count('unreachable'),
        analysed: own.filter((one) => one.analysis).length,
        summarised: own.filter((one) => one.summary).length,
      };
    }),
    visitor_names: VISITORS,
    pack: 'demo-a',
  });
  const fund = (): FundView => ({
    fund: {
      id: 'fund-1',
      name: '2027年送温暖资金',
      level: 'union_funds',
      year: 2027,
      from: TODAY,
      to: '2027-12-31',
      closed: false,
      note: null,
    },
    level_label: '工会经费',
    received: 30_000_000,
    committed: lines.reduce((sum, one) => sum + one.line.amount, 0),
    paid: 0,
    left: 30_000_000 - lines.reduce((sum, one) => sum + one.line.amount, 0),
    batches_n: batch ? 1 : 0,
  });
  const has = (kind: BatchStepKind): boolean => steps.some((step) => step.kind === kind);
  const state = (): BatchState => {
    if (has('cancelled')) return 'cancelled';
    for (const kind of ['closed', 'paid', 'released'] as const) if (has(kind)) return kind;
    if (has('notice_posted')) return 'in_notice';
    return has('approved') ? 'approved' : has('reviewed') ? 'reviewed' : 'drafted';
  };
  const batchRow = (one: Batch): BatchRow => ({
    batch: one,
    state: state(),
    state_label: STATES[state()],
    method_label: one.method === 'bank' ? '银行转账' : '现金签领',
    campaign_name: campaign.name,
    fund_name: '2027年送温暖资金',
    lines_n: lines.length,
    amount: lines.reduce((sum, line) => sum + line.line.amount, 0),
    paid: 0,
    bounced_n: 2,
  });
  const next = (): BatchNextStep[] => {
    const now = state();
    const wanted: [BatchStepKind, boolean, string][] = [
      ['reviewed', now === 'drafted', '已经审核过。'],
      ['approved', now === 'reviewed', '还没有审核。'],
      ['notice_posted', now === 'approved', '审批以后才能张贴公示。'],
      ['objection_raised', now === 'in_notice', '不在公示期。'],
      ['released', now === 'in_notice', '公示没有满 5 个工作日，期满日 2026-11-27。'],
      ['paid', now === 'released', '还没有放款。'],
      ['closed', now === 'paid', '还没有发放完毕。'],
      ['cancelled', true, ''],
    ];
    return wanted.map(([kind, allowed, why]) => ({
      kind,
      label: LABELS[kind],
      allowed,
      why_not: allowed ? null : why,
    }));
  };
  const batchDetail = (): BatchDetail => {
    const one = batch as Batch;
    const posted = steps.find((step) => step.kind === 'notice_posted');
    return {
      row: batchRow(one),
      totals: totals(live()),
      amount_uppercase: '人民币壹拾肆万肆仟元整',
      steps: steps.map((step) => ({ step, label: LABELS[step.kind] })),
      lines,
      notice: posted
        ? {
            posted_on: posted.on,
            ends_on: '2026-11-27',
            days_left: 5,
            over: false,
            open_objections: steps.filter((step) => step.kind === 'objection_raised'),
            warning: null,
          }
        : null,
      cash: one.method === 'cash' ? { taken: 100_000, signed: 0, returned: 0, out: 100_000 } : null,
      next: next(),
      warnings: [],
    };
  };
  const take = (kind: BatchStepKind, opinion: string | null, amount: number | null): void => {
    steps.push({
      id: `step-${steps.length}`,
      batch_id: 'batch-1',
      kind,
      by: '演示',
      on: TODAY,
      opinion,
      place: kind === 'notice_posted' ? '镇总工会公示栏' : null,
      notice_ends_on: kind === 'notice_posted' ? '2026-11-27' : null,
      objection_id: null,
      amount,
    });
  };

  return {
    campaign_list: () => [detail().row],
    campaign_get: detail,
    campaign_save: (request) => {
      Object.assign(campaign, request.campaign, { id: 'campaign-1' });
      return detail();
    },
    candidate_list: (request) =>
      Array.from({ length: 148 }, (_, at) => candidate(at)).filter(
        (one) =>
          one.name.includes(request.text) &&
          (!request.not_helped_this_year || one.helped_this_year === 0) &&
          (!request.on_last_list || one.last_amount !== null),
      ),
    item_list: (request) => {
      const found = items.filter(
        (one) =>
          (request.removed || one.removed_reason === null) &&
          (request.assignee === null || (one.assignee ?? '') === request.assignee) &&
          (request.outcome === null || one.outcome === request.outcome) &&
          row(one.seq - 1).name.includes(request.text),
      );
      return {
        rows: found
          .slice(request.offset, request.limit ? request.offset + request.limit : undefined)
          .map(view),
        totals: totals(found),
        total: found.length,
      };
    },
    items_add: detail,
    items_save: (request) => {
      for (const one of request.items) {
        const at = items.findIndex((other) => other.id === one.id);
        items[at] = one;
      }
      return detail();
    },
    items_remove: (request) => {
      for (const one of items) {
        if (request.ids.includes(one.id)) one.removed_reason = request.reason || null;
      }
      return detail();
    },
    items_assign: (request) => {
      for (const one of items) if (request.ids.includes(one.id)) one.assignee = request.assignee;
      return detail();
    },
    campaign_checks: () => ({
      duplicates: [
        {
          by: 'household',
          text: `${row(3).name}和${row(9).name}是同一户，都在名单上，共 2,400.00 元。`,
          item_ids: ['item-3', 'item-9'],
          other_campaign: null,
        },
        {
          by: 'card',
          text: `${row(5).name}和${row(14).name}用同一张卡 ****0015。`,
          item_ids: ['item-5', 'item-14'],
          other_campaign: '2026年夏送清凉',
        },
      ],
      flags: live().flatMap((one) =>
        flags(one.seq - 1).map((found) => ({
          item_id: one.id,
          name: row(one.seq - 1).name,
          flag: found,
        })),
      ),
      compared: {
        last_campaign: '2026年元旦春节送温暖',
        new: [1, 2, 3].map((at) => ({
          person_id: `person-${at}`,
          file_id: `file-${at}`,
          name: row(at).name,
          before: null,
          now: 120_000,
          remark: '',
        })),
        gone: [7, 8].map((at) => ({
          person_id: `person-${at}`,
          file_id: `file-${at}`,
          name: row(at).name,
          before: 120_000,
          now: null,
          remark: '已脱困（2026-06-30）',
        })),
        changed: [],
        same_n: 96,
      },
    }),
    room: (request) => ({
      rows: [
        {
          text: '生活救助每户每年不超过 12 个月低保标准',
          article: '演示政策包 第八条',
          limit: 1_164_000,
          used: 300_000,
          left: 864_000,
          approval: null,
        },
      ],
      left: 864_000,
      text:
        request.amount > 864_000
          ? '超出限额：本户今年只能再发 8,640.00 元。'
          : '本户今年还可发生活救助 8,640.00 元。',
      over: request.amount > 864_000,
    }),
    goods_book: () => ({ rows: [], entries: [], problems: [] }),
    goods_add: () => ({ rows: [], entries: [], problems: [] }),
    batch_list: () => (batch ? [batchRow(batch)] : []),
    batch_get: batchDetail,
    batch_draft: (request) => {
      batch = {
        id: 'batch-1',
        no: '2026-001',
        campaign_id: 'campaign-1',
        fund_id: request.fund_id,
        method: request.method,
        purpose: request.purpose,
        needs_notice: request.needs_notice,
        maker: '演示',
        made_on: TODAY,
        note: null,
      };
      lines = live().map((one, at) => ({
        line: {
          ...one,
          id: `line-${at}`,
          batch_id: 'batch-1',
          fund_id: request.fund_id,
          item_id: one.id,
          on: TODAY,
          reverses: null,
          reason: null,
          by: '演示',
        },
        state: at % 40 === 7 ? 'bounced' : 'waiting',
        state_label: at % 40 === 7 ? '银行退回' : '未发放',
        name: row(at).name,
        id_masked: row(at).id_no_masked,
        card_masked: '****0015',
        category_label: one.category,
        employer: one.employer,
        events: [],
        flags: [],
      }));
      take('drafted', null, null);
      return batchDetail();
    },
    batch_step: (request) => {
      take(request.kind, request.opinion, request.amount);
      return batchDetail();
    },
    line_events_add: batchDetail,
    line_reverse: batchDetail,
    bank_format_get: () => ({
      columns: ['seq', 'holder', 'card', 'amount', 'bank', 'note'],
      header: true,
    }),
    bank_format_put: (request) => request,
    bank_export: () => ({
      file_name: '银行代发清单.xlsx',
      media_type: 'application/octet-stream',
      base64: 'UEs=',
      warnings: ['第 12 笔户名里的“𬱖”银行文件写不了，已照银行的写法写成“頠”。'],
      pages: 0,
    }),
    bank_return: (request) => ({
      batch_id: 'batch-1',
      batch_no: '2026-001',
      rows: [],
      lines_n: 120,
      paid_n: 118,
      paid: 14_160_000,
      bounced_n: 2,
      bounced: 240_000,
      problems_n: 0,
      applied: request.apply,
      message: request.apply ? '已写入 120 笔。' : '回单与批次对得上，可以写入。',
    }),
    audit_pack_start: () => job('整理凭据', 8, { folder: '审计包-2026-001', files: [] }),
    fund_list: () => [fund()],
    fund_save: fund,
    fund_entry_add: fund,
    fund_ledger: () => ({
      fund: fund(),
      opening: 0,
      rows: [
        {
          on: TODAY,
          no: '云工发〔2026〕31号',
          summary: '拨入',
          income: 30_000_000,
          outgo: 0,
          balance: 30_000_000,
          batch_id: null,
        },
      ],
      income: 30_000_000,
      outgo: 0,
      closing: 30_000_000,
    }),
  };
}
