// The doors: token, refusals, jobs and their cancelling.
import { afterEach, expect, it, vi } from 'vitest';
import { AppFailure, base64ToBytes, call, fileToBase64, runJob, setDoor, takeToken } from '@/api';
import { fakeDoor } from './fake';

afterEach(() => vi.unstubAllGlobals());

it('takes the token out of the address and keeps it for the tab', () => {
  window.location.hash = '#token=abc%2Fdef';
  expect(takeToken()).toBe('abc/def');
  expect(window.location.hash).toBe('#/');
  expect(takeToken()).toBe('abc/def');
});

it('sends name, token and request to the loopback server, and reads its refusal', async () => {
  setDoor(null);
  sessionStorage.setItem('songnuan.token', 't0');
  const refusal = { code: 'wrong_password', message: '密码不对。', params: { user: '甲' } };
  const answer = vi.fn(() =>
    Promise.resolve(new Response(JSON.stringify(refusal), { status: 422 })),
  );
  vi.stubGlobal('fetch', answer);
  const failure = await call('unlock', { user: '甲', password: 'x' }).catch(
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(AppFailure);
  expect(failure).toMatchObject({ code: 'wrong_password', message: '密码不对。' });
  expect(answer).toHaveBeenCalledWith(
    '/rpc/unlock',
    expect.objectContaining({
      method: 'POST',
      body: '{"user":"甲","password":"x"}',
      headers: expect.objectContaining({ 'x-songnuan-token': 't0' }) as unknown,
    }),
  );
});

it('says so when the program does not answer', async () => {
  setDoor(null);
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('refused')));
  await expect(call('home', {})).rejects.toThrow('送暖没有应答');
});

const status = (state: 'running' | 'done' | 'cancelled', done: number, result: unknown = null) => ({
  state,
  stage: '核对表格',
  done,
  total: 10,
  error: null,
  result,
});

it('follows a job with its counts to its answer', async () => {
  let polls = 0;
  fakeDoor({
    print_start: () => ({ job: 'j1' }),
    job_status: () => {
      polls += 1;
      return polls < 3 ? status('running', polls) : status('done', 10, { pages: 2 });
    },
  });
  const seen: number[] = [];
  const request = {
    form: 'hardship_file' as const,
    ids: [],
    all: true,
    blank: 0,
    with_photos: false,
    from: null,
    to: null,
    year: null,
  };
  const result = await runJob('print_start', request, {
    onProgress: (now) => seen.push(now.done),
    pollMs: 0,
  });
  expect(result).toEqual({ pages: 2 });
  expect(seen).toEqual([1, 2, 10]);
});

it('asks the program to cancel once, and ends as cancelled', async () => {
  let cancelled = 0;
  fakeDoor({
    print_start: () => ({ job: 'j1' }),
    job_cancel: () => {
      cancelled += 1;
      return {};
    },
    job_status: () => status(cancelled ? 'cancelled' : 'running', 4),
  });
  const abort = new AbortController();
  const request = {
    form: 'hardship_file' as const,
    ids: [],
    all: true,
    blank: 0,
    with_photos: false,
    from: null,
    to: null,
    year: null,
  };
  const job = runJob('print_start', request, {
    onProgress: () => abort.abort(),
    signal: abort.signal,
    pollMs: 0,
  });
  await expect(job).rejects.toMatchObject({ code: 'cancelled' });
  expect(cancelled).toBe(1);
});

it('carries bytes there and back as base64', async () => {
  const bytes = new Uint8Array([0, 1, 2, 250, 255]);
  expect([...base64ToBytes(await fileToBase64(new Blob([bytes])))]).toEqual([...bytes]);
});
