// A batch: the bank's columns, which lines can be signed or taken back, the steps, the fund's bar.
import { flushPromises, mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { AppFailure, saveAllToDisk } from '@/api';
import type { BatchDetail, FundView, LineRow, LineState } from '@/generated/bindings';
import BatchSteps from '@/features/batches/BatchSteps.vue';
import { leftOut, moveColumn, toggleColumn } from '@/features/batches/layout';
import {
  countStates,
  filterLines,
  lastReason,
  reversible,
  signable,
} from '@/features/batches/lines';
import { problemLines, shortWhy } from '@/features/batches/problems';
import { fundParts } from '@/features/funds/bars';
import { fakeDoor } from './fake';

it('moves, adds and leaves out columns of the bank file', () => {
  const columns = ['seq', 'holder', 'card', 'amount'];
  expect(moveColumn(columns, 'amount', -1)).toEqual(['seq', 'holder', 'amount', 'card']);
  expect(moveColumn(columns, 'seq', -1)).toEqual(columns);
  expect(moveColumn(columns, 'amount', 1)).toEqual(columns);
  expect(moveColumn(columns, 'note', 1)).toEqual(columns);
  expect(toggleColumn(columns, 'seq')).toEqual(['holder', 'card', 'amount']);
  expect(toggleColumn(columns, 'bank')).toEqual([...columns, 'bank']);
  // No bank pays without card, holder and amount.
  for (const id of ['card', 'holder', 'amount']) expect(toggleColumn(columns, id)).toEqual(columns);
  expect(leftOut({ columns, header: true }).map((column) => column.id)).toEqual(['bank', 'note']);
});

const line = (seq: number, state: LineState, reverses: string | null = null): LineRow => ({
  line: {
    id: `l${seq}`,
    batch_id: 'b1',
    campaign_id: null,
    fund_id: 'u1',
    seq,
    item_id: null,
    person_id: `p${seq}`,
    household_id: null,
    file_id: null,
    aid_kind: 'condolence_money',
    unit: 'household',
    category: 'deep',
    amount: reverses ? -100 : 100,
    on: '2026-11-22',
    card_holder: null,
    card_no: null,
    bank: null,
    goods: null,
    temporary_reason: null,
    reverses,
    reason: reverses ? '发错人' : null,
    by: '干事甲',
  },
  state,
  state_label: state,
  name: `甲${seq}`,
  id_masked: '',
  card_masked: null,
  category_label: '',
  employer: seq === 2 ? '客车厂' : null,
  events: [],
  flags: [],
});

it('knows which lines wait for a signature and which can be taken back', () => {
  const states: [LineState, boolean, boolean][] = [
    ['waiting', true, true],
    ['not_collected', true, true],
    ['exported', false, true],
    ['paid', false, true],
    ['bounced', false, true],
    ['reversed', false, false],
    ['cancelled', false, false],
  ];
  for (const [state, sign, reverse] of states) {
    expect([state, signable(line(1, state)), reversible(line(1, state))]).toEqual([
      state,
      sign,
      reverse,
    ]);
  }
  // A reversal of a reversal does not exist.
  expect(reversible(line(9, 'reversal', 'l1'))).toBe(false);
  expect(lastReason(line(9, 'reversal', 'l1'))).toBe('发错人');
});

it('counts lines by state, those that need somebody first, and finds them', () => {
  const lines = [line(1, 'paid'), line(2, 'bounced'), line(3, 'paid'), line(12, 'waiting')];
  expect(countStates(lines).map((one) => [one.state, one.count])).toEqual([
    ['bounced', 1],
    ['waiting', 1],
    ['paid', 2],
  ]);
  expect(filterLines(lines, 'paid', '').map((row) => row.line.seq)).toEqual([1, 3]);
  expect(filterLines(lines, null, '客车').map((row) => row.line.seq)).toEqual([2]);
  expect(filterLines(lines, null, '12').map((row) => row.line.seq)).toEqual([12]);
});

it('lists the problems of a draft one by one', () => {
  const many = new AppFailure('batch_refused', '有 2 处要先处理。', {
    detail: '甲：没有在档档案。\n乙：超出限额 86.00 元。',
  });
  expect(problemLines(many)).toEqual(['甲：没有在档档案。', '乙：超出限额 86.00 元。']);
  expect(problemLines(new Error('资金不够。'))).toEqual(['资金不够。']);
  expect(shortWhy('拟定人不能自己审核。批次没有改动，请换一位同事办理。')).toBe(
    '拟定人不能自己审核。请换一位同事办理。',
  );
});

const detail = (next: BatchDetail['next']): BatchDetail =>
  ({
    row: { batch: { id: 'b1' }, state: 'drafted' },
    steps: [],
    next,
    lines: [],
  }) as unknown as BatchDetail;

it('offers the steps, and says beside a shut one why', async () => {
  const steps = mount(BatchSteps, {
    props: {
      detail: detail([
        {
          kind: 'reviewed',
          label: '审核',
          allowed: false,
          why_not: '批次是您拟定的，请别人审核。',
        },
        { kind: 'cancelled', label: '作废', allowed: true, why_not: null },
        { kind: 'cash_taken', label: '取出现金', allowed: false, why_not: '还没有放款。' },
      ]),
    },
  });
  expect(steps.get('[data-testid="step-reviewed"]').attributes('disabled')).toBeDefined();
  expect(steps.text()).toContain('请别人审核');
  expect(steps.get('[data-testid="step-cancelled"]').attributes('disabled')).toBeUndefined();
  expect(steps.find('[data-testid="step-cash_taken"]').exists()).toBe(false);
  await flushPromises();
});

const fund = (received: number, committed: number, paid: number): FundView =>
  ({ received, committed, paid, left: received - committed }) as unknown as FundView;

it('draws a fund as parts of what came in', () => {
  const shares = (view: FundView): (string | number)[][] =>
    fundParts(view).map((part) => [part.id, part.fen, part.share]);
  expect(shares(fund(1000, 600, 200))).toEqual([
    ['paid', 200, 200],
    ['promised', 400, 400],
    ['left', 400, 400],
  ]);
  expect(shares(fund(1000, 1250, 1000))).toEqual([
    ['paid', 1000, 800],
    ['over', 250, 200],
  ]);
  expect(shares(fund(0, 0, 0))).toEqual([]);
});

it('asks for one place in the window and puts the other files beside it', async () => {
  const calls = fakeDoor({ save_file: () => ({}) });
  window.__TAURI_INTERNALS__ = {};
  window.songnuanChooseSavePath = (name) => Promise.resolve(`C:\\审计\\${name}`);
  const file = (name: string) => ({
    file_name: name,
    media_type: '',
    base64: '',
    warnings: [],
    pages: 0,
  });
  try {
    expect(await saveAllToDisk('审计资料', [file('审计包.pdf'), file('花名册.xlsx')])).toBe(
      'C:\\审计\\',
    );
    expect(calls.map((one) => one.request)).toEqual([
      { path: 'C:\\审计\\审计包.pdf', base64: '' },
      { path: 'C:\\审计\\花名册.xlsx', base64: '' },
    ]);
    window.songnuanChooseSavePath = () => Promise.resolve(null);
    expect(await saveAllToDisk('审计资料', [file('审计包.pdf')])).toBeNull();
  } finally {
    delete window.__TAURI_INTERNALS__;
    delete window.songnuanChooseSavePath;
  }
});
