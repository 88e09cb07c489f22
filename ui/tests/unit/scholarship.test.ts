// Scholarships: what is proposed, what is missing, where a refusal is shown, what is drawn.
import { flushPromises, mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { AppFailure } from '@/api';
import { measuresOf, seriesOf } from '@/features/figures/chart';
import { blankDraft, leaveFile, missing, requestOf } from '@/features/scholarships/caseForm';
import CaseForm from '@/features/scholarships/CaseForm.vue';
import { levelTable, yearTable } from '@/features/scholarships/charts';
import ContinueList from '@/features/scholarships/ContinueList.vue';
import { useRefusal } from '@/features/scholarships/refusal';
import { blankRound, inYear, isProposedName, roundName } from '@/features/scholarships/round';
import { usualStep } from '@/features/scholarships/steps';
import type { ListedCase } from '@/features/scholarships/useCases';
import { useRoundWizard } from '@/features/scholarships/useRoundWizard';
import type {
  RoundRow,
  ScholarshipRound,
  ScholarshipSave,
  ScholarshipTotals,
  StandardView,
} from '@/generated/bindings';
import { CLERK, fakeDoor, openSession } from './fake';

const TODAY = '2026-11-22';

const round = (year: number): ScholarshipRound => ({
  ...blankRound(`${year}-08-01`, 'demo-a', []),
  id: `r${year}`,
});
const totals = (applications: number, awarded: number, award: number): ScholarshipTotals => ({
  applications,
  awarded,
  pending: 0,
  refused: applications - awarded,
  award_total: award,
  award_uppercase: '',
  drafted: 0,
  paid: 0,
  by_level: [
    {
      level: 'undergraduate',
      label: '本科',
      applications,
      awarded,
      amount: award,
    },
  ],
  by_filing: [],
});
const roundRow = (year: number, sum: ScholarshipTotals): RoundRow => ({
  round: round(year),
  pack_name: '样例政策包 A',
  pack_source: '',
  open: false,
  totals: sum,
});
const standard: StandardView = {
  pack_name: '样例政策包 A',
  region: '',
  source: '样例',
  address: null,
  effective_from: '2020-01-01',
  effective_to: null,
  deadline: null,
  amounts: [{ label: '建档·大学', amount: 500_000, text: '', article: '第一条' }],
  exclusions: [{ label: '军事院校', amount: null, text: '军校生不予资助。', article: '第二条' }],
  caps: [],
  gate: null,
  unfiled: true,
  notes: [],
  problem: null,
};

it('proposes the year that is not there yet, and moves the window with the year', () => {
  expect(blankRound(TODAY, 'demo-a', [])).toMatchObject({
    year: 2026,
    name: '2026年金秋助学',
    opens_on: '2026-07-01',
    closes_on: '2026-08-31',
    pack: 'demo-a',
  });
  const next = blankRound(TODAY, 'demo-b', [roundRow(2026, totals(1, 1, 1))]);
  expect(next).toMatchObject({ year: 2027, pack: 'demo-a' });
  expect(isProposedName(roundName(2027, true))).toBe(true);
  expect(isProposedName('2026年金秋助学（补报）')).toBe(false);
  expect(inYear('2026-07-01', 2027)).toBe('2027-07-01');
  expect(inYear('2024-02-29', 2025)).toBe('2025-02-28');
});

it('says what is missing at its field before anything is sent', () => {
  const draft = blankDraft(round(2026), TODAY);
  expect(draft.case.applied_on).toBeNull();
  expect(blankDraft(round(2026), '2026-08-10').case.applied_on).toBe('2026-08-10');
  expect(missing(draft)?.field).toBe('parent.name');
  leaveFile(draft);
  draft.case.parent_name = '王建国';
  expect(missing(draft)?.field).toBe('unfiled_reason');
  draft.case.unfiled_reason = '收入高于建档标准';
  expect(missing(draft)?.field).toBe('student.name');
  draft.studentName = '王小宝';
  expect(missing(draft)?.field).toBe('school');
  draft.case.school = '芦塘大学';
  expect(missing(draft)?.field).toBe('level');
  draft.case.level = 'undergraduate';
  expect(missing(draft)).toBeNull();
  draft.card = '６２２２ 0210 0100 0000 015';
  draft.studentIdNo = ' 998101200609010016 ';
  const request = requestOf(draft);
  expect(request.case).toMatchObject({
    parent_file_id: null,
    unfiled_reason: '收入高于建档标准',
    card_no: '6222021001000000015',
  });
  expect(request.student).toEqual({
    name: '王小宝',
    id_no: '998101200609010016',
    mobile: null,
  });
  // A student of the base data is sent by id, a card that was not typed stays as it is.
  draft.case.person_id = 'p1';
  draft.card = '';
  expect(requestOf(draft)).toMatchObject({ student: null, case: { card_no: null } });
});

it('shows a refusal at the field it names, else under the form', () => {
  const refusal = useRefusal();
  refusal.take(new AppFailure('invalid_input', '学费不对。', { field: 'tuition' }), ['tuition']);
  expect(refusal.at('tuition')).toBe('学费不对。');
  expect(refusal.whole()).toBe('');
  refusal.take(new AppFailure('invalid_input', '已经结束。', { field: 'other' }), ['tuition']);
  expect(refusal.at('tuition')).toBe('');
  expect(refusal.whole()).toBe('已经结束。');
  refusal.clear();
  expect(refusal.whole()).toBe('');
});

it('draws levels and years, one unit at a time, oldest year first', () => {
  const levels = levelTable(totals(40, 29, 12_000_000));
  expect(measuresOf(levels).map((measure) => measure.unit)).toEqual(['person', 'fen']);
  const years = yearTable([
    roundRow(2026, totals(3, 2, 900_000)),
    roundRow(2025, totals(5, 4, 2_000_000)),
    roundRow(2026, totals(1, 1, 500_000)),
  ]);
  const money = measuresOf(years).find((measure) => measure.unit === 'fen')!;
  expect(seriesOf(years, money)).toEqual({
    labels: ['2025年', '2026年'],
    series: [{ key: 'amount', label: '资助金额', values: [2_000_000, 1_400_000] }],
  });
});

it('offers the step that most of the ticked wait for', () => {
  const row = (step: ListedCase['step']): ListedCase => ({ step }) as ListedCase;
  expect(usualStep([row('applied'), row('grass_reviewed'), row('grass_reviewed')])).toBe(
    'publicised',
  );
  expect(usualStep([row(null)])).toBe('applied');
  expect(usualStep([row('finished')])).toBeNull();
});

it('tells who goes on and why the others do not, a reason once', () => {
  const list = mount(ContinueList, {
    props: {
      offer: {
        from: round(2025),
        offered: [
          {
            case_id: 'c1',
            name: '阿依',
            school: '长春大学',
            level_label: '本科',
            entry_year: 2025,
            length_years: 4,
            award: 500_000,
          },
        ],
        left_out: [
          { name: '甲', reason: '已到毕业年份。' },
          { name: '乙', reason: '已到毕业年份。' },
        ],
      },
    },
  });
  expect(list.findAll('[data-testid=continue-row]')).toHaveLength(1);
  expect(list.text()).toContain('5,000.00');
  expect(list.findAll('[data-testid=continue-left-out] li')).toHaveLength(1);
  expect(list.get('[data-testid=continue-left-out]').text()).toContain('甲、乙');
});

it('leads back to the field of the first step that the program refuses', async () => {
  await (fakeDoor({}), openSession());
  fakeDoor({
    round_list: () => [],
    round_save: () => {
      throw new AppFailure('invalid_input', '年度不在申请时间之内。', { field: 'year' });
    },
  });
  const wizard = useRoundWizard();
  await wizard.start();
  wizard.round.closes_on = '2026-06-30';
  wizard.toStandard();
  expect(wizard.step.value).toBe('basics');
  expect(wizard.refusal.at('closes_on')).toContain('早于');
  wizard.round.closes_on = '2026-08-31';
  wizard.toStandard();
  expect(wizard.step.value).toBe('standard');
  expect(await wizard.toContinue()).toBe(false);
  expect(wizard.step.value).toBe('basics');
  expect(wizard.refusal.at('year')).toBe('年度不在申请时间之内。');
});

const gate =
  '学生“李陌生”不能推荐：金秋助学人选必须从基础数据库中产生，这个人还没有登记在库。没有保存，填写的内容都还在。';

it('refuses who is not in the base data in words, and registers first when told to', async () => {
  await (fakeDoor({}), openSession(CLERK));
  let known = false;
  const calls = fakeDoor({
    scholarship_standard: () => standard,
    person_add: () => {
      known = true;
      return {} as never;
    },
    scholarship_save: (request: ScholarshipSave) => {
      if (!known)
        throw new AppFailure('invalid_input', gate, { reason: gate, field: 'student.base_data' });
      return { row: { name: request.student?.name } } as never;
    },
  });
  const draft = blankDraft(round(2026), TODAY);
  leaveFile(draft);
  Object.assign(draft.case, {
    parent_name: '李父',
    unfiled_reason: '其他',
    school: '芦塘大学',
    level: 'undergraduate',
  });
  draft.studentName = '李陌生';
  draft.studentIdNo = '998101200601010019';
  const form = mount(CaseForm, {
    props: { round: round(2026), start: draft },
    global: { stubs: { CodeSelect: true, NewFileDialog: true, RouterLink: true } },
  });
  await flushPromises();
  await form.trigger('submit');
  await flushPromises();
  expect(form.get('[data-testid=student-gate]').text()).toBe(gate);
  expect(form.emitted('saved')).toBeUndefined();
  await form.get('[data-testid=student-register]').trigger('click');
  await flushPromises();
  expect(calls.filter((one) => one.name === 'person_add')[0]?.request).toMatchObject({
    name: '李陌生',
    id_no: '998101200601010019',
  });
  expect(form.emitted('saved')).toHaveLength(1);
  expect(form.find('[data-testid=student-gate]').exists()).toBe(false);
});

it('names the clause that keeps a student out while the form is filled in', async () => {
  await (fakeDoor({}), openSession(CLERK));
  fakeDoor({ scholarship_standard: () => standard });
  const form = mount(CaseForm, {
    props: { round: round(2026), start: blankDraft(round(2026), TODAY) },
    global: { stubs: { CodeSelect: true, NewFileDialog: true, RouterLink: true } },
  });
  await flushPromises();
  await form.get('[data-testid=case-kind-military_academy]').trigger('click');
  expect(form.get('[data-testid=case-excluded]').text()).toContain('军校生不予资助。（第二条）');
});
