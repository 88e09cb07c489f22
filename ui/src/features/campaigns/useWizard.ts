// 新建活动: what the four steps share, from the basics to the finished list.
import { computed, reactive, ref, watch } from 'vue';
import { call } from '@/api';
import type { Campaign, Candidate } from '@/generated/bindings';
import { invalidate } from '@/queries/useQuery';
import { today } from '@/session';
import {
  categoryRules,
  draftsOf,
  rulesOf,
  sumOf,
  type CategoryRule,
  type HandSet,
} from './amounts';
import { usePicks } from './pick';
import { blankCampaign, isProposed, proposeName } from './proposal';

/** The steps of the wizard. */
export type WizardStep = 'basics' | 'candidates' | 'amounts' | 'finish';

export const WIZARD_STEPS: { id: WizardStep; label: string }[] = [
  { id: 'basics', label: '活动' },
  { id: 'candidates', label: '候选人' },
  { id: 'amounts', label: '标准' },
  { id: 'finish', label: '完成' },
];

/** The state of the wizard; the campaign is stored when the first step is left. */
export function useWizard() {
  const step = ref<WizardStep>('basics');
  const campaign = reactive<Campaign>(blankCampaign(today.value));
  const picks = usePicks<Candidate>(
    (one) => one.file_id,
    (one) => !one.in_list && !one.flags.some((flag) => flag.blocking),
  );
  const rules = ref<CategoryRule[]>([]);
  const byHand = ref(new Map<string, HandSet>());
  const busy = ref(false);
  const problem = ref('');
  const sum = computed(() => sumOf(picks.rows.value, rules.value, byHand.value));

  watch([() => campaign.season, () => campaign.year], ([season, year]) => {
    if (isProposed(campaign.name)) campaign.name = proposeName(season, year);
  });

  async function attempt(work: () => Promise<void>): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    problem.value = '';
    try {
      await work();
      return true;
    } catch (error) {
      problem.value = error instanceof Error ? error.message : String(error);
      return false;
    } finally {
      busy.value = false;
    }
  }

  async function keep(): Promise<void> {
    const detail = await call('campaign_save', { campaign: { ...campaign } });
    Object.assign(campaign, detail.row.campaign);
    invalidate('campaigns');
  }

  /** Leaves the basics: from here on the campaign is there, and nothing typed is lost. */
  const toCandidates = (): Promise<boolean> =>
    attempt(async () => {
      await keep();
      step.value = 'candidates';
    });

  function toAmounts(): void {
    const before = new Map(rules.value.map((rule) => [rule.category, rule]));
    rules.value = categoryRules(picks.rows.value, campaign.rules).map((rule) => ({
      ...rule,
      ...pickTyped(before.get(rule.category)),
    }));
    step.value = 'amounts';
  }

  /** Keeps the rules, then puts the picked on the list, in two operations that can be undone. */
  const finish = (): Promise<boolean> =>
    attempt(async () => {
      campaign.rules = rulesOf(rules.value);
      if (campaign.starts_on <= today.value) campaign.state = 'running';
      await keep();
      const items = draftsOf(picks.rows.value, byHand.value);
      if (items.length > 0) await call('items_add', { campaign_id: campaign.id, items });
      invalidate('campaigns');
    });

  return {
    step,
    campaign,
    picks,
    rules,
    byHand,
    busy,
    problem,
    sum,
    toCandidates,
    toAmounts,
    finish,
  };
}

/** What was typed for a category before the picks changed. */
const pickTyped = (rule: CategoryRule | undefined): Partial<CategoryRule> =>
  rule ? { amount: rule.amount, goods: rule.goods } : {};

export type Wizard = ReturnType<typeof useWizard>;
