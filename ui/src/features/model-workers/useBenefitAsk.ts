// By which pack, for which year and on which day the benefits are asked about.
import { computed, reactive, type ComputedRef } from 'vue';
import { call } from '@/api';
import { useQuery } from '@/queries/useQuery';
import { session, today } from '@/session';
import type { Choice } from '@/text/words';

/** The question, and what there is to choose from. */
export interface BenefitAsk {
  ask: { year: number; on: string | null; pack: string | null };
  packs: ComputedRef<Choice[]>;
  years: ComputedRef<Choice[]>;
}

/** Years offered before and after this one. */
const BACK = 3;

export function useBenefitAsk(): BenefitAsk {
  const now = Number(today.value.slice(0, 4));
  const ask = reactive({
    year: now,
    on: null as string | null,
    pack: session.settings?.default_pack ?? null,
  });
  const all = useQuery(() => call('pack_list', {}), { tags: ['packs'] });
  const packs = computed(() =>
    (all.data.value ?? []).map((pack) => ({
      id: pack.id,
      label: `${pack.name}（${pack.region}）`,
    })),
  );
  const years = computed(() =>
    Array.from({ length: BACK + 2 }, (_, at) => String(now + 1 - at)).map((year) => ({
      id: year,
      label: `${year} 年`,
    })),
  );
  return { ask, packs, years };
}
