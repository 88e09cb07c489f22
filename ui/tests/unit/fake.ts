// A door whose answers a test chooses; every call is remembered.
import { setDoor } from '@/api';
import { enter } from '@/session';
import type { Act, Commands } from '@/generated/bindings';

type Answers = {
  [K in keyof Commands]?: (
    request: Commands[K]['req'],
  ) => Commands[K]['res'] | Promise<Commands[K]['res']>;
};

/** A call that went through the door. */
export interface Call {
  name: string;
  request: unknown;
}

/** Opens a door with these answers; settings and code tables answer as an empty unit. */
export function fakeDoor(answers: Answers): Call[] {
  const calls: Call[] = [];
  const all: Answers = {
    settings_get: () => ({
      org_name: '演示',
      region: '998101105',
      default_pack: 'demo-a',
      text_size: 'normal',
      look: 'light',
      auto_lock_minutes: 0,
      contact_phone: null,
    }),
    code_tables: () => [],
    ...answers,
  };
  setDoor(async (name, request) => {
    calls.push({ name, request: JSON.parse(JSON.stringify(request)) as unknown });
    const answer = all[name as keyof Commands] as ((request: unknown) => unknown) | undefined;
    if (!answer) throw new Error(`no fake answers ${name}`);
    return answer(request);
  });
  return calls;
}

/** What a clerk may, as the program says it. */
export const CLERK: Act[] = [
  'see_cases',
  'edit_cases',
  'record_visits',
  'reveal',
  'import',
  'export',
  'see_campaigns',
  'plan_campaigns',
  'see_money',
  'keep_funds',
  'draft_batches',
  'review_batches',
  'pay_batches',
  'edit_policy',
  'edit_settings',
  'undo',
];

/** A unit that is open, on the day the samples speak of. */
export const openSession = (acts: Act[] = CLERK): Promise<void> =>
  enter({
    stage: 'open',
    org_name: '演示',
    region: '998101105',
    user: '干事甲',
    roles: ['clerk'],
    acts,
    users: ['干事甲'],
    demo: true,
    version: '0.1.0',
    data_dir: '/data',
    today: '2026-11-22',
  });
