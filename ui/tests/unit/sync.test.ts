// Sync in the window: what waits is seen, a refusal stays in words, deciding sends what was chosen.
import ElementPlus from 'element-plus';
import { enableAutoUnmount, flushPromises, mount, RouterLinkStub } from '@vue/test-utils';
import { afterEach, expect, it } from 'vitest';
import { AppFailure } from '@/api';
import ReasonDialog from '@/components/ReasonDialog.vue';
import ConflictDetail from '@/features/sync/ConflictDetail.vue';
import ConflictPage from '@/features/sync/ConflictPage.vue';
import DevicesPage from '@/features/sync/DevicesPage.vue';
import HubCard from '@/features/sync/HubCard.vue';
import FindingList from '@/features/sync/FindingList.vue';
import StickCard from '@/features/sync/StickCard.vue';
import SyncPage from '@/features/sync/SyncPage.vue';
import { previewTask } from '@/features/print/preview';
import { STOPPED } from '@/features/sync/useSyncJob';
import { addressesOf, addressProblem, chains } from '@/features/sync/words';
import type { Commands, ConflictRow, JobStatus, RuleFinding } from '@/generated/bindings';
import { syncAnswers } from '../fake-door/sync';
import { CLERK, fakeDoor, openSession, type Call } from './fake';

enableAutoUnmount(afterEach);

const ACTS = [...CLERK, 'sync', 'decide_conflicts', 'keep_devices'] as const;
const GLOBAL = { plugins: [ElementPlus], stubs: { RouterLink: RouterLinkStub } };
type Answers = Parameters<typeof fakeDoor>[0];

const ended = (more: Partial<JobStatus>): JobStatus => ({
  state: 'done',
  stage: '',
  done: 0,
  total: 0,
  error: null,
  result: null,
  ...more,
});

/** A door with the invented answers; a job is done at once. */
async function open(more: Answers = {}): Promise<Call[]> {
  let result: unknown = null;
  const answers = syncAnswers((_name, _total, answer) => {
    result = answer;
    return { job: 'job-1' };
  });
  const calls = fakeDoor({ ...answers, job_status: () => ended({ result }), ...more });
  await openSession([...ACTS]);
  return calls;
}
const last = (calls: Call[], name: keyof Commands): unknown =>
  calls.findLast((call) => call.name === name)?.request;
const by = (id: string): string => `[data-testid="${id}"]`;

it('shows what waits, what was refused and a wrong clock, and sends the refused again', async () => {
  const calls = await open();
  const page = mount(SyncPage, { global: GLOBAL });
  await flushPromises();
  expect(page.get(by('sync-waiting')).text()).toMatch(/3 笔操作，\s*12\s*处修改/);
  expect(page.get(by('sync-clock')).text()).toContain('本机时间不对');
  expect(page.get(by('sync-undecided')).text()).toBe('4 处');
  expect(page.get(by('sync-refused')).text()).toContain('不能改“资金”');
  expect(page.get(by('sync-receipt')).text()).toContain('带出 37 条，收到 112 条');
  await page.get(by('sync-now')).trigger('click');
  await flushPromises();
  expect(last(calls, 'sync_start')).toEqual({ address: null, resend: false, retry_refused: false });
  await page.get(by('refused-retry')).trigger('click');
  await flushPromises();
  expect(last(calls, 'sync_start')).toEqual({ address: null, resend: false, retry_refused: true });
});

it('says why a sync did not come to its end, and that a stopped one keeps what it exchanged', async () => {
  let error = { code: 'hub_unreachable', message: '连不上同步中心。', params: {} };
  const failed = (): JobStatus => ended({ state: 'failed', error: error as JobStatus['error'] });
  let answer = failed;
  await open({ job_status: () => answer() });
  const page = mount(SyncPage, { global: GLOBAL });
  await flushPromises();
  await page.get(by('sync-now')).trigger('click');
  await flushPromises();
  expect(page.get(by('sync-problem')).text()).toBe('连不上同步中心。');
  expect(page.get(by('sync-waiting')).text()).toContain('12');
  error = { ...error, message: '' };
  answer = () => ended({ state: 'cancelled' });
  await page.get(by('sync-now')).trigger('click');
  await flushPromises();
  expect(page.get(by('sync-problem')).text()).toBe(STOPPED);
});

it('offers to give back what a hub restored from an old backup has lost, and asks nothing else', async () => {
  const base = syncAnswers(() => ({ job: 'job-1' }));
  const state = base.sync_status?.({}) as Commands['sync_status']['res'];
  const behind = { ...state, last: state.last && { ...state.last, trouble_code: 'hub_behind' } };
  const calls = await open({ sync_status: () => behind });
  const page = mount(SyncPage, { global: GLOBAL });
  await flushPromises();
  await page.get(by('sync-resend')).trigger('click');
  await flushPromises();
  expect(last(calls, 'sync_start')).toMatchObject({ resend: true });
  // On a stick as well.
  await page.get(by('bundle-resend')).trigger('click');
  await flushPromises();
  expect(last(calls, 'bundle_write')).toEqual({ path: null, resend: true });
  // Without that trouble it is not offered.
  await open();
  const other = mount(SyncPage, { global: GLOBAL });
  await flushPromises();
  expect(other.find(by('sync-resend')).exists()).toBe(false);
  expect(other.find(by('bundle-resend')).exists()).toBe(false);
});

it('reads a stick, and leaves the refusal of a wrong one on the page', async () => {
  const calls = await open();
  const card = mount(StickCard, { props: { busy: false, behind: false }, global: GLOBAL });
  const choose = async (): Promise<void> => {
    const input = card.get<HTMLInputElement>(by('bundle-read'));
    const file = new File(['SNB'], '给走访一号.snb');
    Object.defineProperty(input.element, 'files', { value: [file], configurable: true });
    await input.trigger('change');
    await expect.poll(() => card.find('[role="status"].note, [role="alert"]').exists()).toBe(true);
  };
  await choose();
  expect(last(calls, 'bundle_read')).toEqual({ path: null, base64: 'U05C' });
  expect(card.get(by('bundle-result')).text()).toContain('已读入“给走访一号.snb”');
  const sentence = '没有读入：这份文件是给“走访二号笔记本”的，不是给本机的。本机没有改动。';
  await open({
    bundle_read: () => {
      throw new AppFailure('bundle_refused', sentence);
    },
  });
  await choose();
  await expect.poll(() => card.find(by('bundle-problem')).exists()).toBe(true);
  expect(card.get(by('bundle-problem')).text()).toBe(sentence);
  expect(card.find(by('bundle-result')).exists()).toBe(false);
});

it('prints the last receipt, and those of before again', async () => {
  await open();
  const page = mount(SyncPage, { global: GLOBAL });
  await flushPromises();
  expect(page.get(by('receipt-kinds')).text()).toContain('走访 带出 25 收到 81；人员 带出 12；');
  await page.get(by('receipt-print')).trigger('click');
  expect(previewTask.value?.request).toMatchObject({ form: 'sync_receipt', ids: ['receipt-0'] });
  await page.findAll(by('receipt-print-again'))[2]?.trigger('click');
  expect(previewTask.value?.request).toMatchObject({ form: 'sync_receipt', ids: ['receipt-2'] });
  expect(previewTask.value?.title).toContain('同步回执 · 2026-11-20');
});

it("reads another laptop's stick where this machine is the hub, and says where the answer is", async () => {
  const calls = await open();
  const card = mount(HubCard, { global: GLOBAL });
  await flushPromises();
  expect(card.find(by('hub-stick')).exists()).toBe(false);
  expect(card.get<HTMLInputElement>(by('hub-address')).element.value).toBe('192.168.1.10:7443');
  await card.get(by('hub-on')).trigger('submit');
  await flushPromises();
  const input = card.get<HTMLInputElement>(by('hub-stick'));
  const file = new File(['SNB'], '送同步中心-3.snb');
  Object.defineProperty(input.element, 'files', { value: [file], configurable: true });
  await input.trigger('change');
  await expect.poll(() => card.find(by('hub-stick-result')).exists()).toBe(true);
  expect(last(calls, 'hub_stick')).toEqual({ base64: 'U05C' });
  expect(card.get(by('hub-stick-result')).text()).toContain('“走访一号笔记本”的第 3 份文件');
});

it('puts edits of one field together, the newest first', () => {
  const row = (id: string, record_id: string, field: string | null): ConflictRow =>
    ({ id, record_id, field }) as ConflictRow;
  const found = chains([
    row('c', 'r1', 'name'),
    row('b', 'r2', 'name'),
    row('a', 'r1', 'name'),
    row('d', 'r1', null),
  ]);
  expect(found.map((chain) => [chain.newest.id, chain.earlier.map((one) => one.id)])).toEqual([
    ['c', ['a']],
    ['b', []],
    ['d', []],
  ]);
});

it('shows both texts and decides with exactly what was chosen', async () => {
  const calls = await open();
  const page = mount(ConflictPage, { global: GLOBAL });
  await flushPromises();
  expect(page.findAll(by('conflict-row'))).toHaveLength(3);
  expect(page.get(by('conflict-earlier')).text()).toContain('1 处');
  expect(page.get(by('conflict-theirs')).text()).toContain('患糖尿病十年');
  expect(page.get(by('conflict-mine')).text()).toContain('眼底出血');
  await page.get('[aria-label="裁决的理由"]').setValue('两次入户都属实');
  await page.get(by('decide-mine')).trigger('click');
  await flushPromises();
  expect(last(calls, 'conflict_decide')).toEqual({
    decisions: [{ id: 'conflict-1', choice: 'mine', value: null, over: null }],
    note: '两次入户都属实',
  });
  // The one before it comes next.
  expect(page.findAll(by('conflict-row'))).toHaveLength(3);
  expect(page.get(by('conflict-mine')).text()).toContain('服药控制');
  await page.get(by('conflict-text')).setValue(' 患糖尿病十年，十月住院。 ');
  await page.get(by('conflict-text')).trigger('submit');
  await flushPromises();
  expect(last(calls, 'conflict_decide')).toEqual({
    decisions: [
      { id: 'conflict-2', choice: 'written', value: '患糖尿病十年，十月住院。', over: null },
    ],
    note: null,
  });
});

it('offers an older edit against what stands now, and says what it replaces', async () => {
  const base = syncAnswers(() => ({ job: 'job-1' }));
  const known = base.conflict_get?.({ id: 'conflict-1' }) as Commands['conflict_get']['res'];
  const now = '患糖尿病，已住院。';
  const present = { choice: 'present' as const, label: '维持现在的', result: now };
  const row = { ...known.row, now, standing: 'm4rk', options: [present, ...known.row.options] };
  const calls = await open({ conflict_get: () => ({ ...known, row, now_value: now }) });
  const detail = mount(ConflictDetail, { props: { id: 'conflict-1', beside: [] }, global: GLOBAL });
  await flushPromises();
  expect(detail.get(by('conflict-now')).text()).toContain('已住院');
  // A third text begins with what stands.
  expect(detail.get<HTMLTextAreaElement>(by('conflict-text')).element.value).toBe(now);
  await detail.get(by('decide-present')).trigger('click');
  await flushPromises();
  expect(last(calls, 'conflict_decide')).toMatchObject({
    decisions: [{ id: 'conflict-1', choice: 'present', value: null, over: 'm4rk' }],
  });
  await detail.get(by('decide-mine')).trigger('click');
  await flushPromises();
  expect(last(calls, 'conflict_decide')).toMatchObject({
    decisions: [{ id: 'conflict-1', choice: 'mine', over: 'm4rk' }],
  });
});

it('keeps what stands where many are decided for the hub', async () => {
  const base = syncAnswers(() => ({ job: 'job-1' }));
  const asked = { decided: false, text: '', record_id: null, offset: 0, limit: 0 };
  const known = base.conflict_list?.(asked) as Commands['conflict_list']['res'];
  const [first, , third] = known.rows;
  if (!first || !third) throw new Error('no conflicts');
  const rows = [{ ...first, standing: 'm4rk' }, third];
  const calls = await open({ conflict_list: () => ({ ...known, rows }) });
  const page = mount(ConflictPage, { global: GLOBAL });
  await flushPromises();
  for (const box of page.findAll('input[type="checkbox"]')) await box.trigger('change');
  await page.get(by('conflict-all-theirs')).trigger('click');
  await flushPromises();
  expect(last(calls, 'conflict_decide')).toMatchObject({
    decisions: [
      { id: first.id, choice: 'present', over: 'm4rk' },
      { id: third.id, choice: 'theirs', over: null },
    ],
  });
});

it('brings back what was deleted while somebody else added to it, with a reason', async () => {
  const calls = await open();
  const list = mount(FindingList, { global: GLOBAL, attachTo: document.body });
  await flushPromises();
  const gone = list.findAll(by('finding'))[2];
  expect(gone?.text()).toContain('已被杨志强删除');
  // What is there leads to its page; what is gone leads nowhere.
  const links = list.findAllComponents(RouterLinkStub);
  expect(links.map((link) => link.props('to') as string)).toEqual([
    '/files/file-1',
    '/batches/batch-14',
    '/visits/visit-7',
  ]);
  await gone?.get(by('finding-restored')).trigger('click');
  await flushPromises();
  const reason = document.querySelector<HTMLInputElement>(by('reason-input'));
  if (!reason) throw new Error('no dialog');
  reason.value = '走访过，档案还要用';
  reason.dispatchEvent(new Event('input'));
  await flushPromises();
  reason.form?.dispatchEvent(new Event('submit'));
  await flushPromises();
  expect(last(calls, 'finding_decide')).toEqual({
    key: 'gone',
    choice: 'restored',
    reason: '走访过，档案还要用',
  });
  expect(list.findAll(by('finding'))).toHaveLength(2);
});

it('offers no deciding to who may not', async () => {
  await open();
  await openSession([...CLERK, 'sync']);
  const page = mount(ConflictPage, { global: GLOBAL });
  await flushPromises();
  expect(page.find(by('conflict-theirs')).exists()).toBe(true);
  expect(page.find(by('decide-mine')).exists()).toBe(false);
});

it('joins two records of one person, and takes them apart with a reason', async () => {
  const calls = await open();
  const list = mount(FindingList, { global: GLOBAL, attachTo: document.body });
  await flushPromises();
  await list.findAll(by('person-merge'))[1]?.trigger('click');
  await flushPromises();
  expect(last(calls, 'person_merge')).toEqual({
    kept_id: 'person-77f2',
    other_id: 'person-00a1',
    reason: null,
  });
  expect(list.get(by('merged')).text()).toContain('发放 2 笔都跟着走');
  await list.get(by('person-split')).trigger('click');
  await flushPromises();
  const reason = document.querySelector<HTMLInputElement>(by('reason-input'));
  if (!reason) throw new Error('no dialog');
  reason.value = '同名不同人';
  reason.dispatchEvent(new Event('input'));
  await flushPromises();
  reason.form?.dispatchEvent(new Event('submit'));
  await flushPromises();
  expect(last(calls, 'person_unmerge')).toEqual({
    other_id: 'person-00a1',
    reason: '同名不同人',
  });
  expect(list.find(by('merged')).exists()).toBe(false);
});

it('offers what was joined some time ago to be taken apart', async () => {
  const base = syncAnswers(() => ({ job: 'job-1' }));
  const known = base.finding_list?.({ rule: null, with_decided: true }) as RuleFinding[];
  const twice = known.find((one) => one.rule === 'same_person_twice');
  if (!twice) throw new Error('nobody is there twice');
  const at = '2026-11-22T09:00:00Z';
  const decision = { choice: 'handled', label: '已合并', reason: '', who: '演示', at } as const;
  const joined: RuleFinding = { ...twice, key: 'link', decision };
  await open({ finding_list: () => [joined] });
  const list = mount(FindingList, { global: GLOBAL });
  await flushPromises();
  // Nothing is left to join or to decide; the second record is the one that goes.
  expect(list.find(by('person-merge')).exists()).toBe(false);
  expect(list.find(by('finding-accepted')).exists()).toBe(false);
  await list.get(by('joined-split')).trigger('click');
  await flushPromises();
  expect(list.findAllComponents(ReasonDialog)[1]?.props('title')).toContain('查建平');
});

it('makes a code for a device, with addresses others can reach', async () => {
  const calls = await open();
  const page = mount(DevicesPage, { global: GLOBAL, attachTo: document.body });
  await flushPromises();
  expect(page.findAll(by('device-row'))).toHaveLength(3);
  await page.get(by('device-invite')).trigger('click');
  await flushPromises();
  const find = <T extends HTMLElement>(id: string): T => {
    const found = document.querySelector<T>(by(id));
    if (!found) throw new Error(`nothing is called ${id}`);
    return found;
  };
  const name = find<HTMLInputElement>('invite-name');
  name.value = '走访三号笔记本';
  name.dispatchEvent(new Event('input'));
  find('invite-user').click();
  document.querySelectorAll<HTMLElement>(by('invite-role'))[1]?.click();
  await flushPromises();
  expect(find<HTMLButtonElement>('invite-make').disabled).toBe(false);
  name.form?.dispatchEvent(new Event('submit'));
  await flushPromises();
  expect(last(calls, 'device_invite')).toMatchObject({
    name: '走访三号笔记本',
    users: ['干事甲'],
    everything: false,
    addresses: ['192.168.1.10:7443'],
  });
  expect(find('invite-code').querySelector('textarea')?.value).toMatch(/^SN1-7KQ4M/);
});

it('reads addresses as they are typed, and says which others could not reach', () => {
  expect(addressesOf('192.168.1.10：7443、hub.example:443 ')).toEqual([
    '192.168.1.10:7443',
    'hub.example:443',
  ]);
  expect(addressProblem(['192.168.1.10:7443'])).toBe('');
  expect(addressProblem(['192.168.1.10'])).toContain('不像地址');
  expect(addressProblem(['127.0.0.1:7443'])).toContain('只有本机自己找得到');
});

it('asks the hub for its devices only where there is one, and turns this machine into one', async () => {
  const base = syncAnswers(() => ({ job: 'job-1' }));
  const state = base.sync_status?.({}) as Commands['sync_status']['res'];
  const calls = await open({ sync_status: () => ({ ...state, enrolled: false, last: null }) });
  const page = mount(DevicesPage, { global: GLOBAL });
  await flushPromises();
  expect(last(calls, 'device_list')).toBeUndefined();
  await page.get(by('hub-address')).setValue('192.168.1.10:7443');
  await page.get(by('hub-on')).trigger('submit');
  await flushPromises();
  expect(last(calls, 'hub_switch')).toEqual({
    on: true,
    listen: null,
    addresses: ['192.168.1.10:7443'],
  });
  expect(page.get(by('hub-sentence')).text()).toContain('本机是同步中心');
});
