// Model workers: who is refused and registered, medals that share a fate, a life in order.
import { flushPromises, mount } from '@vue/test-utils';
import ElementPlus from 'element-plus';
import { createMemoryHistory, createRouter } from 'vue-router';
import { expect, it } from 'vitest';
import { AppFailure } from '@/api';
import MedalDialog from '@/features/model-workers/MedalDialog.vue';
import NominateDialog from '@/features/model-workers/NominateDialog.vue';
import { useRefusals } from '@/features/model-workers/refusal';
import { dayOf, momentsOf } from '@/features/model-workers/timeline';
import { honor, workerDetail } from '../fake-door/model-workers';
import { person } from '../fake-door/people';
import { fakeDoor, openSession } from './fake';

const global = () => ({
  plugins: [
    ElementPlus,
    createRouter({
      history: createMemoryHistory(),
      routes: [{ path: '/:all(.*)*', component: { template: '<i />' } }],
    }),
  ],
  stubs: { teleport: true, transition: false, ElSelect: true, ElOption: true },
});

it('shows a refusal at its field, and below the form what has none', () => {
  const refusals = useRefusals(['on']);
  refusals.take(new AppFailure('invalid_input', '日期还没有到。', { field: 'on' }));
  expect([refusals.at('on'), refusals.rest]).toEqual(['日期还没有到。', '']);
  refusals.take(new AppFailure('invalid_input', '已办结，不能再改。'));
  expect([refusals.at('on'), refusals.rest]).toEqual(['', '已办结，不能再改。']);
  refusals.take(new AppFailure('invalid_input', '还没有登记在库。', { field: 'base_data' }));
  expect(refusals.stranger).toBe(true);
  refusals.clear();
  expect([refusals.stranger, refusals.rest]).toEqual([false, '']);
});

it('tells a life in order; a day that was not recorded stands after the day before it', () => {
  const moments = momentsOf(workerDetail()).map((one) => `${one.on} ${one.kind}`);
  expect(moments[0]).toBe('2026-01-10 待遇');
  expect(moments.at(-1)).toBe('1939-05-22 出生');
  const from = moments.indexOf('2017-01-05 办结');
  expect(moments.slice(from, from + 5)).toEqual([
    '2017-01-05 办结',
    '2016-12-27 办理',
    '2016-12-26 奖章找回',
    '2016-12-26 奖章被盗',
    '2016-12-26 失窃',
  ]);
  const found = momentsOf(workerDetail()).find((one) => one.kind === '奖章找回');
  expect(found && dayOf(found)).toBe('');
  // What the registry began with is no event.
  expect(moments.some((one) => one.endsWith('状态'))).toBe(false);
});

it('registers whoever was refused and goes on with the nomination', async () => {
  let known = false;
  const calls = fakeDoor({
    model_worker_save: () => {
      if (known) return workerDetail();
      throw new AppFailure('invalid_input', '人选必须从基础数据库中产生。', { field: 'base_data' });
    },
    person_add: (request) => {
      known = true;
      return person('person-9', request.name);
    },
  });
  await openSession();
  const page = mount(NominateDialog, {
    props: { modelValue: false },
    global: global(),
    attachTo: document.body,
  });
  await page.setProps({ modelValue: true });
  await flushPromises();
  await page.get('[data-testid=choose-by-number]').trigger('click');
  await page.get('[data-testid=choose-name]').setValue('周新来');
  await page.get('[data-testid=choose-id-no]').setValue('998101197001010078');
  await page.get('[data-testid=nominate-dialog]').trigger('submit');
  await flushPromises();
  expect(page.get('[data-testid=nominate-refused]').text()).toContain('从基础数据库中产生');
  await page.get('[data-testid=nominate-register]').trigger('click');
  await flushPromises();
  const name = page.get<HTMLInputElement>('[data-testid=register-name]');
  expect(name.element.value).toBe('周新来');
  await page.get('[data-testid=register-dialog]').trigger('submit');
  await flushPromises();
  const saves = calls.filter((call) => call.name === 'model_worker_save');
  expect(saves).toHaveLength(2);
  expect(saves[1]?.request).toMatchObject({ worker: { person_id: 'person-9' }, person: null });
  page.unmount();
});

it('offers of several medals only what may follow on all of them', async () => {
  const calls = fakeDoor({ medal_event_add: () => [] });
  await openSession();
  const honors = [
    honor(1, '全国劳动模范', '1989', [['stolen', '2016-12-26']]),
    honor(2, '市劳动模范', '1984', [['lost', null]]),
    honor(3, '市先进人物', '1982', []),
  ];
  const page = mount(MedalDialog, {
    props: { modelValue: false, honors, incidents: [], first: ['honor-1', 'honor-2'] },
    global: global(),
    attachTo: document.body,
  });
  await page.setProps({ modelValue: true });
  await flushPromises();
  const kinds = () =>
    page.findAll('[data-testid^=medal-kind-]').map((chip) => chip.attributes('data-testid'));
  expect(kinds()).toEqual(['medal-kind-recovered', 'medal-kind-reissued', 'medal-kind-withdrawn']);
  await page.findAll('[data-testid=medal-tick]')[2]?.setValue(true);
  expect(kinds()).toEqual(['medal-kind-withdrawn']);
  await page.findAll('[data-testid=medal-tick]')[2]?.setValue(false);
  await page.get('[data-testid=medal-kind-recovered]').trigger('click');
  await page.get('[data-testid=medal-dialog]').trigger('submit');
  await flushPromises();
  expect(calls.at(-1)?.request).toMatchObject({
    honor_ids: ['honor-1', 'honor-2'],
    kind: 'recovered',
    on: null,
  });
  page.unmount();
});
