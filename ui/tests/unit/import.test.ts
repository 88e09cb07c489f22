// The import wizard: read, look through, leave out, take.
import { expect, it } from 'vitest';
import type { ImportPreview, PreviewRow } from '@/generated/bindings';
import { guessKind, useImport } from '@/features/import/useImport';
import { fakeDoor } from './fake';

const row = (at: number, verdict: string, codes: string[]): PreviewRow => ({
  sheet: '困难职工档案',
  row: at,
  verdict,
  title: '甲',
  notes: [],
  findings: codes.map((code) => ({
    code,
    severity: verdict === 'reject' ? 'reject' : 'warning',
    column: 'J',
    header: '身份证号',
    message: '。',
    remedy: '。',
    value: null,
  })),
});

const preview: ImportPreview = {
  import: 'i1',
  file_name: '困难职工摸底表.xlsx',
  kind: 'hardship',
  sheets: [
    {
      name: '困难职工档案',
      recognised: true,
      rows: 3,
      ok: 1,
      warning: 1,
      rejected: 1,
      ignored: 2,
      columns: [],
      hidden_columns: [],
    },
  ],
  codes: [],
  rows: [
    row(5, 'import_ok', []),
    row(6, 'import_with_warning', ['phone']),
    row(7, 'reject', ['id']),
  ],
  total: 3,
  households: 2,
  people: 5,
  figures: [],
};
const done = (result: unknown) => ({
  state: 'done' as const,
  stage: '',
  done: 3,
  total: 3,
  error: null,
  result,
});
const workbook = new File(['x'], '困难职工摸底表.xlsx');

it('guesses the kind by the name of the file', () => {
  expect(guessKind('工会组织.xlsx')).toBe('unions');
  expect(guessKind('金禾村摸底.xlsx')).toBe('hardship');
  expect(guessKind('送温暖名单-客车厂.xlsx')).toBe('campaign');
  expect(guessKind('走访记录.xlsx')).toBe('visits');
  // The survey of last year's recipients is still a survey.
  expect(guessKind('困难职工摸底表（送温暖）.xlsx')).toBe('hardship');
});

it('goes from file to check to done, and sends the decisions', async () => {
  const outcome = {
    op_id: 'op1',
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
    files_new: 1,
    files_changed: 0,
    people_new: 2,
    orgs_new: 0,
    orgs_changed: 0,
    rows_taken: 1,
    rows_left_out: 2,
    message: '好',
  };
  const calls = fakeDoor({
    import_start: () => ({ job: 'read' }),
    import_apply: () => ({ job: 'take' }),
    job_status: (request) => done(request.job === 'read' ? preview : outcome),
  });
  const wizard = useImport();
  await wizard.start(workbook, 'hardship');
  expect(wizard.step.value).toBe('check');
  expect(wizard.counts.value).toEqual({ ok: 1, warning: 1, rejected: 1, ignored: 2 });
  expect(calls[0]).toEqual({
    name: 'import_start',
    request: { kind: 'hardship', file_name: '困难职工摸底表.xlsx', base64: 'eA==' },
  });

  const [ok, doubtful, refused] = preview.rows as [PreviewRow, PreviewRow, PreviewRow];
  expect([ok, doubtful, refused].map(wizard.taken)).toEqual([true, true, false]);
  wizard.toggleRow(ok);
  wizard.toggleCode('phone');
  expect([ok, doubtful, refused].map(wizard.taken)).toEqual([false, false, false]);
  wizard.toggleRow(ok);

  await wizard.apply();
  expect(wizard.step.value).toBe('done');
  expect(wizard.outcome.value?.op_id).toBe('op1');
  const apply = calls.find((call) => call.name === 'import_apply');
  expect(apply?.request).toEqual({
    import: 'i1',
    decisions: [{ sheet: null, row: null, code: 'phone', take: false }],
    strict: false,
  });
});

it('stays at the file when the workbook is refused, with the sentence', async () => {
  fakeDoor({
    import_start: () => {
      throw Object.assign(new Error('这不是 Excel 工作簿。'), {
        code: 'not_a_workbook',
        params: {},
      });
    },
  });
  const wizard = useImport();
  await wizard.start(workbook, 'hardship');
  expect(wizard.step.value).toBe('choose');
  expect(wizard.problem.value).toBe('这不是 Excel 工作簿。');
});

it('leaves nothing behind when cancelled', async () => {
  const wizard = useImport();
  fakeDoor({
    import_start: () => ({ job: 'read' }),
    job_cancel: () => ({}),
    job_status: () => {
      wizard.cancel();
      return { ...done(null), state: 'cancelled' };
    },
  });
  await wizard.start(workbook, 'hardship');
  expect(wizard.step.value).toBe('choose');
  expect(wizard.preview.value).toBeNull();
  expect(wizard.problem.value).toBe('');
});
