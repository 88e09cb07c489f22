// Who is in, what the program looks like, and when it locks itself.
import { computed, reactive, watch } from 'vue';
import { call } from './api';
import type { Act, AppState, CodeTableView, Settings } from './generated/bindings';
import { REFUSAL } from './text/words';

const LOOK_KEY = 'songnuan.look';

/** State shared by all pages. */
export const session = reactive<{
  state: AppState | null;
  settings: Settings | null;
  codes: CodeTableView[];
}>({ state: null, settings: null, codes: [] });

/** Today according to the program (never the page's own clock). */
export const today = computed(() => session.state?.today ?? new Date().toISOString().slice(0, 10));

/** Whether the one who is in may do this. The program asks again; pages only hide what is in vain. */
export const may = (act: Act): boolean => session.state?.acts.includes(act) ?? false;

/** Why not, for the tooltip of a shut button or a page's refusal; empty when allowed. */
export const whyNot = (act: Act): string => (may(act) ? '' : REFUSAL[act]);

/** Takes over an answer that says where the program stands. */
export async function enter(state: AppState): Promise<void> {
  session.state = state;
  if (state.stage !== 'open') {
    session.settings = null;
    session.codes = [];
    return;
  }
  const [settings, codes] = await Promise.all([
    call('settings_get', {}),
    call('code_tables', {}).catch(() => []),
  ]);
  session.settings = settings;
  session.codes = codes;
}

const lockHooks = new Set<() => Promise<void>>();

/** Runs something (a draft's last save) before the key is forgotten. Returns how to take it back. */
export function beforeLock(hook: () => Promise<void>): () => void {
  lockHooks.add(hook);
  return () => lockHooks.delete(hook);
}

/** Forgets the key and shows the unlock page. */
export async function lock(): Promise<void> {
  await Promise.allSettled([...lockHooks].map((hook) => hook()));
  await enter(await call('lock', {}));
}

/** Codes of a table for pick lists; old words only when `keep` is one of them. */
export function codesOf(
  table: string,
  keep: string | null = null,
): { id: string; label: string }[] {
  const codes = session.codes.find((view) => view.name === table)?.codes ?? [];
  return codes.filter((code) => code.current || code.id === keep);
}

/** The word for a code; the code itself when the table does not know it. */
export function codeLabel(table: string, id: string | null | undefined): string {
  if (!id) return '—';
  const codes = session.codes.find((view) => view.name === table)?.codes ?? [];
  return codes.find((code) => code.id === id)?.label ?? id;
}

/** Applies text size and look to the page, and remembers them for the unlock page. */
export function applyLook(textSize: string, look: string): void {
  document.documentElement.dataset['textSize'] = textSize;
  document.documentElement.dataset['look'] = look;
  try {
    localStorage.setItem(LOOK_KEY, JSON.stringify({ textSize, look }));
  } catch {
    // Without storage the unlock page is shown in normal size; nothing else depends on it.
  }
}

/** The look of the last time, before anybody has unlocked. */
export function applyRememberedLook(): void {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(LOOK_KEY) ?? 'null');
    if (kept && typeof kept === 'object' && 'textSize' in kept && 'look' in kept) {
      applyLook(String(kept.textSize), String(kept.look));
    }
  } catch {
    applyLook('normal', 'light');
  }
}

/** Locks after the set minutes without a key press or click. Returns a function that stops it. */
export function watchIdleness(): () => void {
  let last = Date.now();
  const touched = (): void => {
    last = Date.now();
  };
  const events = ['keydown', 'pointerdown', 'wheel'] as const;
  for (const event of events) window.addEventListener(event, touched, { passive: true });
  const timer = setInterval(() => {
    const minutes = session.settings?.auto_lock_minutes ?? 0;
    if (session.state?.stage !== 'open' || minutes === 0) return;
    if (Date.now() - last > minutes * 60_000) void lock();
  }, 5000);
  return () => {
    clearInterval(timer);
    for (const event of events) window.removeEventListener(event, touched);
  };
}

watch(
  () => session.settings,
  (settings) => {
    if (settings) applyLook(settings.text_size, settings.look);
  },
);
