// Coming in, locking, and coming back: who is asked, when the program locks itself, and where it
// returns to.
import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { AppState } from '@/generated/bindings';
import App from '@/App.vue';
import UnlockPage from '@/features/start/UnlockPage.vue';
import { router } from '@/router';
import { beforeLock, enter, session, watchIdleness } from '@/session';
import { CLERK, fakeDoor, type Call } from './fake';

const state = (stage: AppState['stage'], acts = CLERK, user = '干事甲'): AppState => ({
  stage,
  org_name: '演示',
  region: '998101105',
  user: stage === 'open' ? user : null,
  roles: stage === 'open' ? ['clerk'] : [],
  acts: stage === 'open' ? acts : [],
  users: ['干事甲', '沈主席', '高军'],
  demo: false,
  version: '0.1.0',
  data_dir: '/data',
  today: '2026-11-22',
});

function door(minutes = 5): Call[] {
  return fakeDoor({
    settings_get: () => ({
      org_name: '演示',
      region: '998101105',
      default_pack: 'demo-a',
      text_size: 'normal',
      look: 'light',
      auto_lock_minutes: minutes,
      contact_phone: null,
    }),
    unlock: () => state('open'),
    lock: () => state('locked'),
    access_log: () => [],
    user_list: () => [],
  });
}

beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] }));
afterEach(() => vi.useRealTimers());

it('asks whoever came in last, and lets another be chosen', async () => {
  const calls = door();
  await enter(state('locked'));
  const first = mount(UnlockPage);
  await first.get('[data-testid="unlock-user-沈主席"]').trigger('click');
  await first.get('[data-testid="unlock-password"]').setValue('secret-12');
  await first.get('form').trigger('submit');
  await flushPromises();
  expect(calls.find((call) => call.name === 'unlock')?.request).toEqual({
    user: '沈主席',
    password: 'secret-12',
  });
  await enter(state('locked'));
  const again = mount(UnlockPage);
  expect(again.get('[data-testid="unlock-user-沈主席"]').attributes('aria-checked')).toBe('true');
});

it('locks after the set minutes without a key, drafts first', async () => {
  const calls = door(5);
  await enter(state('open'));
  let kept = false;
  const forget = beforeLock(() => {
    kept = !calls.some((call) => call.name === 'lock');
    return Promise.resolve();
  });
  const stop = watchIdleness();
  vi.advanceTimersByTime(4 * 60_000);
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
  vi.advanceTimersByTime(4 * 60_000);
  await flushPromises();
  expect(session.state?.stage).toBe('open');
  vi.advanceTimersByTime(90_000);
  await flushPromises();
  stop();
  forget();
  expect(kept).toBe(true);
  expect(session.state?.stage).toBe('locked');
  expect(session.settings).toBeNull();
});

it('never locks by itself when that is switched off', async () => {
  door(0);
  await enter(state('open'));
  const stop = watchIdleness();
  vi.advanceTimersByTime(600 * 60_000);
  await flushPromises();
  stop();
  expect(session.state?.stage).toBe('open');
});

it('comes back to the same place, refuses what is not theirs, and starts others at home', async () => {
  door(0);
  await enter(state('open', ['see_access_log']));
  await router.push('/settings/access-log');
  const app = mount(App, { global: { plugins: [router] } });
  await flushPromises();
  expect(app.find('[data-testid="access-log-page"]').exists()).toBe(true);

  await enter(state('locked'));
  await flushPromises();
  expect(router.currentRoute.value.fullPath).toBe('/unlock?next=/settings/access-log');
  expect(app.find('[data-testid="access-log-page"]').exists()).toBe(false);

  await enter(state('open', ['see_cases']));
  await flushPromises();
  expect(router.currentRoute.value.path).toBe('/settings/access-log');
  expect(app.get('[data-testid="page-refused"]').text()).toContain('主席、经审和管理员');
  expect(app.find('[data-testid="access-log-page"]').exists()).toBe(false);

  await enter(state('locked'));
  await flushPromises();
  await enter(state('open', CLERK, '沈主席'));
  await vi.dynamicImportSettled();
  await flushPromises();
  expect(router.currentRoute.value.path).toBe('/');
  app.unmount();
});
