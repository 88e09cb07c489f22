// The visit form: drafts that survive, and saving by keyboard alone.
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createMemoryHistory, createRouter } from 'vue-router';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Draft, VisitSave } from '@/generated/bindings';
import VisitFormPage from '@/features/visits/VisitFormPage.vue';
import { blankVisit, DRAFT_WAIT_MS } from '@/features/visits/useVisitForm';
import { fakeDoor, openSession, type Call } from './fake';

const drafts: Draft[] = [];
let page: VueWrapper | null = null;

function door(): Call[] {
  return fakeDoor({
    draft_list: () => [...drafts],
    draft_save: (request) => {
      drafts.splice(0, drafts.length, { ...request, saved_at: '2026-11-22T02:30:00Z' });
      return {};
    },
    draft_drop: () => ({}),
    visit_save: (request: VisitSave) => ({
      visit: { ...request.visit, id: 'v1' },
      name: '查建平',
      file_no: '998101-2015-004',
      attachments: [],
      difficulties: [],
      warnings: [],
    }),
  });
}

async function open(path: string): Promise<VueWrapper> {
  const blank = { template: '<p />' };
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/visits/new', component: blank },
      { path: '/visits/:id', component: blank },
      { path: '/visits/:id/edit', component: blank },
      { path: '/visits', component: blank },
    ],
  });
  await router.push(path);
  page = mount(VisitFormPage, { global: { plugins: [router] }, attachTo: document.body });
  await flushPromises();
  return page;
}

beforeEach(() => {
  drafts.length = 0;
});
afterEach(() => {
  page?.unmount();
  page = null;
  vi.useRealTimers();
});

const field = (wrapper: VueWrapper, name: string) => wrapper.get(`[data-testid="${name}"]`);

it('writes a draft a second after typing pauses, and not before', async () => {
  const calls = door();
  await openSession();
  const form = await open('/visits/new');
  vi.useFakeTimers();
  await field(form, 'visit-clear_difficulty').setValue('每周透析三次');
  await vi.advanceTimersByTimeAsync(DRAFT_WAIT_MS - 100);
  expect(calls.some((call) => call.name === 'draft_save')).toBe(false);
  await vi.advanceTimersByTimeAsync(200);
  const saved = calls.find((call) => call.name === 'draft_save')?.request as Draft;
  expect(saved.form).toBe('visit');
  expect(saved.key).toBe('new');
  expect(saved.body).toContain('每周透析三次');
});

it('brings the words back after a crash', async () => {
  door();
  await openSession();
  const visit = {
    ...blankVisit('2026-11-21', false),
    clear_difficulty: '𠮷家屋顶漏雨',
    money_given: 30_000,
  };
  const body = JSON.stringify({
    visit,
    who: { name: '查建平', file_no: 'x', members: [] },
    difficulties: [],
  });
  drafts.push({ form: 'visit', key: 'new', body, saved_at: '2026-11-21T08:00:00Z' });
  const form = await open('/visits/new');
  expect(form.find('[data-testid="draft-restored"]').exists()).toBe(true);
  expect((field(form, 'visit-clear_difficulty').element as HTMLTextAreaElement).value).toBe(
    '𠮷家屋顶漏雨',
  );
  expect((field(form, 'visit-money').element as HTMLInputElement).value).toBe('300.00');
  expect((field(form, 'visit-on').element as HTMLInputElement).value).toBe('2026-11-21');
});

it('is filled and saved without the mouse', async () => {
  const calls = door();
  await openSession();
  const visit = {
    ...blankVisit('2026-11-22', false),
    person_id: 'p1',
    file_id: 'f1',
    visitors: ['甲', '乙'],
  };
  const body = JSON.stringify({
    visit,
    who: { name: '查建平', file_no: 'x', members: [] },
    difficulties: [],
  });
  drafts.push({ form: 'visit', key: 'new', body, saved_at: '2026-11-21T08:00:00Z' });
  const form = await open('/visits/new');

  // Enter moves on from field to field; while an input method composes it does not.
  const person = field(form, 'visit-person').element as HTMLInputElement;
  person.focus();
  await field(form, 'visit-person').trigger('keydown', { key: 'Enter', isComposing: true });
  expect(document.activeElement).toBe(person);
  await field(form, 'visit-person').trigger('keydown', { key: 'Enter' });
  expect(document.activeElement).toBe(field(form, 'visit-on').element);
  await field(form, 'visit-on').trigger('keydown', { key: 'Enter' });
  expect(document.activeElement).toBe(field(form, 'visit-visitors').element);

  // Number keys choose needs; the arrow keys move the date.
  await field(form, 'visit-needs').trigger('keydown', { key: '2' });
  await field(form, 'visit-needs').trigger('keydown', { key: '3' });
  await field(form, 'visit-needs').trigger('keydown', { key: '3' });
  await field(form, 'visit-on').trigger('keydown', { key: 'ArrowUp' });
  await field(form, 'visit-money').setValue('1,234.5');
  await field(form, 'visit-money').trigger('keydown', { key: 'Enter', ctrlKey: true });
  await flushPromises();

  const save = calls.find((call) => call.name === 'visit_save')?.request as VisitSave;
  expect(save.visit).toMatchObject({
    needs: ['medical'],
    visited_on: '2026-11-21',
    money_given: 123_450,
  });
  expect(save.draft_key).toBe('new');
});

it('refuses to save a visit to nobody, and says so', async () => {
  const calls = door();
  await openSession();
  const form = await open('/visits/new');
  await form.get('form').trigger('submit');
  await flushPromises();
  expect(field(form, 'visit-problem').text()).toBe('请先选择走访对象。');
  expect(calls.some((call) => call.name === 'visit_save')).toBe(false);
});

it('lets a visit to a team be corrected, which is known by name alone', async () => {
  const team = {
    ...blankVisit('2016-05-12', false),
    id: 't1',
    target: 'team' as const,
    target_name: '三车间乙班',
    visitors: ['吴涛'],
  };
  const detail = {
    visit: team,
    name: '三车间乙班',
    file_no: null,
    attachments: [],
    difficulties: [],
    warnings: [],
  };
  const calls = fakeDoor({
    draft_list: () => [],
    draft_drop: () => ({}),
    visit_get: () => detail,
    visit_save: (request: VisitSave) => ({ ...detail, visit: request.visit }),
  });
  await openSession();
  const form = await open('/visits/t1/edit');
  await field(form, 'visit-clear_difficulty').setValue('缺防暑药品');
  await field(form, 'visit-save').trigger('click');
  await form.get('form').trigger('submit');
  await flushPromises();
  const saved = calls.find((call) => call.name === 'visit_save')?.request as VisitSave;
  expect(saved.visit).toMatchObject({
    target: 'team',
    target_name: '三车间乙班',
    person_id: null,
    clear_difficulty: '缺防暑药品',
  });
});
