// 新建年度助学: what the three steps share, from the window to who goes on.
import { reactive, ref } from 'vue';
import { call } from '@/api';
import type { ContinueOffer, RoundRow, ScholarshipRound } from '@/generated/bindings';
import { invalidate } from '@/queries/useQuery';
import { session, today } from '@/session';
import { useRefusal } from './refusal';
import { blankRound, ROUND_FIELDS } from './round';

/** The steps of the wizard. */
export type RoundStep = 'basics' | 'standard' | 'continue';

export const ROUND_STEPS: { id: RoundStep; label: string }[] = [
  { id: 'basics', label: '年度和时间' },
  { id: 'standard', label: '资助标准' },
  { id: 'continue', label: '接续去年' },
];
/** Fields of the first step; a refusal naming one leads back to it. */
const BASICS: readonly string[] = ROUND_FIELDS.filter((field) => field !== 'pack');

/** The state of the wizard; the round is stored when its standard is agreed to. */
export function useRoundWizard() {
  const step = ref<RoundStep>('basics');
  const existing = ref<RoundRow[]>([]);
  const round = reactive<ScholarshipRound>(
    blankRound(today.value, session.settings?.default_pack ?? '', []),
  );
  const offer = ref<ContinueOffer | null>(null);
  const refusal = useRefusal();
  const busy = ref(false);
  /** Proposed: until then nothing can be typed that the proposal would overwrite. */
  const ready = ref(false);

  /** Reads the rounds there are, and proposes the next. */
  async function start(): Promise<void> {
    try {
      existing.value = await call('round_list', {});
      const pack = session.settings?.default_pack ?? '';
      if (round.id === '') Object.assign(round, blankRound(today.value, pack, existing.value));
    } catch (error) {
      refusal.take(error, []);
    }
    ready.value = true;
  }

  async function attempt(work: () => Promise<void>): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    refusal.clear();
    try {
      await work();
      return true;
    } catch (error) {
      refusal.take(error, ROUND_FIELDS);
      if (BASICS.some((field) => refusal.at(field) !== '')) step.value = 'basics';
      return false;
    } finally {
      busy.value = false;
    }
  }

  /** Leaves the first step; what can be seen without the program is said at once. */
  function toStandard(): void {
    refusal.clear();
    if (round.closes_on < round.opens_on) {
      refusal.say('closes_on', '申请截止早于申请开始，请核对。');
      return;
    }
    step.value = 'standard';
  }

  const toContinue = (): Promise<boolean> =>
    attempt(async () => {
      const row = await call('round_save', { round: { ...round } });
      Object.assign(round, row.round);
      invalidate('scholarships');
      offer.value = await call('scholarship_continue_offer', {
        round_id: round.id,
        from_round_id: null,
      });
      step.value = 'continue';
    });

  /** How many were continued; `null` when it was refused. */
  async function goOn(): Promise<number | null> {
    let continued = 0;
    const done = await attempt(async () => {
      const answer = await call('scholarship_continue', {
        round_id: round.id,
        from_round_id: null,
      });
      continued = answer.continued;
      invalidate('scholarships');
    });
    return done ? continued : null;
  }

  return {
    step,
    round,
    existing,
    offer,
    refusal,
    busy,
    ready,
    start,
    toStandard,
    toContinue,
    goOn,
  };
}
