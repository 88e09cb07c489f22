// A campaign: what is proposed, who is picked, what they get, what stands against an account.
import { flushPromises, mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import type { Candidate, Room } from '@/generated/bindings';
import { amountFor, categoryRules, draftsOf, rulesOf, sumOf } from '@/features/campaigns/amounts';
import { cardTail, groupCard, judgeCard, passesLuhn } from '@/features/campaigns/card';
import { usePicks } from '@/features/campaigns/pick';
import { blankCampaign, isProposed, nextSeason } from '@/features/campaigns/proposal';
import { roomLine } from '@/features/campaigns/room';
import RoomNote from '@/features/campaigns/RoomNote.vue';
import { useWizard } from '@/features/campaigns/useWizard';
import { fakeDoor, openSession } from './fake';

const candidate = (at: number, category = 'deep', flags: Candidate['flags'] = []): Candidate => ({
  file_id: `f${at}`,
  file_no: `998101-2015-${at}`,
  person_id: `p${at}`,
  household_id: `h${at}`,
  name: `甲${at}`,
  id_masked: '9981****0000',
  employer: null,
  village: null,
  category,
  category_label: category === 'deep' ? '深度困难' : '相对困难',
  amount: 0,
  goods: null,
  last_amount: null,
  helped_this_year: 0,
  in_list: false,
  flags,
});
const dead = { code: 'deceased', text: '已于 2026-03-01 去世。', blocking: true };

it.each([
  ['2026-11-22', 'new_year_spring_festival', 2027, '2027年元旦春节送温暖'],
  ['2027-01-20', 'new_year_spring_festival', 2027, '2027年元旦春节送温暖'],
  ['2026-04-15', 'may_day', 2026, '2026年五一慰问'],
  ['2026-07-01', 'sending_cool', 2026, '2026年夏送清凉'],
  ['2026-08-10', 'autumn_scholarship', 2026, '2026年金秋助学'],
  ['2026-09-20', 'mid_autumn_national_day', 2026, '2026年中秋国庆慰问'],
])('proposes the campaign that is next on %s', (day, season, year, name) => {
  expect(nextSeason(day)).toEqual({ season, year });
  expect(blankCampaign(day).name).toBe(name);
  expect(isProposed(name)).toBe(true);
  expect(isProposed(`${name}（第二批）`)).toBe(false);
});

it('picks all matches of several queries, never who cannot be paid', () => {
  const rows = Array.from({ length: 500 }, (_, at) => candidate(at));
  const ill = [candidate(3), candidate(900), candidate(901, 'deep', [dead])];
  const picks = usePicks<Candidate>(
    (one) => one.file_id,
    (one) => !one.flags.some((flag) => flag.blocking),
  );
  picks.addAll(rows);
  expect(picks.count.value).toBe(500);
  picks.addAll(ill);
  expect(picks.count.value).toBe(501);
  expect(picks.elsewhere(rows)).toBe(1);
  expect(picks.has(candidate(901))).toBe(false);
  picks.toggle(candidate(3));
  picks.toggle(candidate(901, 'deep', [dead]));
  expect(picks.count.value).toBe(500);
  picks.removeAll(rows);
  expect(picks.rows.value.map((one) => one.file_id)).toEqual(['f900']);
});

it('gives by category, by hand before that, and sums in fen', () => {
  const picked = [candidate(1), candidate(2), candidate(3, 'relative')];
  const rules = categoryRules(picked, [{ category: 'deep', amount: 200_000, goods: '米、油' }]);
  expect(rules.map((rule) => [rule.category, rule.households, rule.amount])).toEqual([
    ['deep', 2, 200_000],
    ['relative', 1, null],
  ]);
  const byHand = new Map([['f2', { amount: 100_001, goods: null }]]);
  expect(picked.map((one) => amountFor(one, rules, byHand))).toEqual([200_000, 100_001, 0]);
  expect(sumOf(picked, rules, byHand)).toBe(300_001);
  expect(rulesOf(rules)).toEqual([{ category: 'deep', amount: 200_000, goods: '米、油' }]);
  expect(draftsOf(picked, byHand).map((draft) => [draft.file_id, draft.amount])).toEqual([
    ['f1', null],
    ['f2', 100_001],
    ['f3', null],
  ]);
});

it('checks card numbers, and asks for a second entry when the check digit is wrong', () => {
  for (const card of ['6228480030000000015', '6222021001000000015', '6217001210000000016']) {
    expect(passesLuhn(card)).toBe(true);
    expect(judgeCard(card, '')).toMatchObject({ ok: true, twice: false, confirmed: false });
  }
  expect(cardTail('**** **** **** 0015')).toBe('尾号 0015');
  expect(cardTail(null)).toBe('—');
  expect(groupCard('6222021001000000015')).toBe('6222 0210 0100 0000 015');
  expect(judgeCard('６２２２ 0210 0100 0000 015', '').digits).toBe('6222021001000000015');
  const wrong = '6222021001000000016';
  expect(judgeCard(wrong, '')).toMatchObject({ ok: false, twice: true });
  expect(judgeCard(wrong, '6222021001000000017')).toMatchObject({ ok: false, twice: true });
  expect(judgeCard(wrong, wrong)).toMatchObject({ ok: true, confirmed: true });
  expect(judgeCard('', '')).toMatchObject({ ok: true, digits: '' });
  expect(judgeCard('62220210', '').text).toContain('8 位');
  expect(judgeCard('6222O21001000000015', '').ok).toBe(false);
});

const room: Room = {
  rows: [
    {
      text: '生活救助每户每年',
      article: '第八条',
      limit: 1_164_000,
      used: 300_000,
      left: 864_000,
      approval: null,
    },
  ],
  left: 864_000,
  text: '本户今年还可发生活救助 8,640.00 元',
  over: false,
};

it('words the remaining room, tight caps apart', () => {
  const fits = roomLine(room, 200_000);
  expect(fits).toMatchObject({ tone: 'good', text: room.text });
  expect(fits.caps[0]).toMatchObject({
    numbers: '限额 11,640.00，已用 3,000.00，还可发 8,640.00 元',
    tight: false,
  });
  expect(roomLine({ ...room, over: true }, 864_001)).toMatchObject({ tone: 'bad' });
  expect(roomLine(room, 864_001).caps[0]?.tight).toBe(true);
  expect(roomLine({ rows: [], left: null, text: '', over: false }, 1).text).toBe('没有限额。');
  const asks = { ...room, rows: [{ ...room.rows[0]!, approval: '须报省总工会批准' }] };
  expect(roomLine(asks, 1).tone).toBe('warn');
});

it('shows the answer to the last amount typed, whatever comes back first', async () => {
  const waiting: ((room: Room) => void)[] = [];
  fakeDoor({ room: () => new Promise((resolve) => waiting.push(resolve)) });
  const query = {
    campaign_id: null,
    person_id: null,
    file_id: 'f1',
    aid_kind: 'living_aid' as const,
    amount: 100,
    cost: null,
    item_id: null,
  };
  const note = mount(RoomNote, { props: { query } });
  await note.setProps({ query: { ...query, amount: 900_000 } });
  await new Promise((resolve) => setTimeout(resolve, 220));
  waiting[1]?.({ ...room, over: true, text: '超出限额' });
  waiting[0]?.(room);
  await flushPromises();
  expect(note.text()).toContain('超出限额');
});

it('stores the campaign first, then its rules and its list', async () => {
  await (fakeDoor({}), openSession());
  const calls = fakeDoor({
    campaign_save: (request) => ({
      row: {
        campaign: { ...request.campaign, id: 'c1' },
        season_label: '',
        state_label: '',
        totals: {} as never,
        batches_n: 0,
      },
      by_category: [],
      visitors: [],
      visitor_names: [],
      pack: 'demo-a',
    }),
    items_add: () => ({}) as never,
  });
  const wizard = useWizard();
  wizard.campaign.season = 'may_day';
  await flushPromises();
  expect(wizard.campaign.name).toBe('2027年五一慰问');
  expect(await wizard.toCandidates()).toBe(true);
  expect(wizard.campaign.id).toBe('c1');
  wizard.picks.addAll([candidate(1), candidate(2, 'deep', [dead])]);
  wizard.toAmounts();
  const rule = wizard.rules.value[0];
  if (rule) rule.amount = 50_000;
  wizard.toAmounts();
  expect(wizard.sum.value).toBe(50_000);
  expect(await wizard.finish()).toBe(true);
  expect(calls.map((one) => one.name)).toEqual(['campaign_save', 'campaign_save', 'items_add']);
  expect(calls[1]?.request).toMatchObject({
    campaign: { id: 'c1', rules: [{ category: 'deep', amount: 50_000, goods: null }] },
  });
  expect(calls[2]?.request).toMatchObject({ items: [{ file_id: 'f1', amount: null }] });
});

it('stays on its step with the sentence when the program refuses', async () => {
  await (fakeDoor({}), openSession());
  fakeDoor({
    campaign_save: () => {
      throw Object.assign(new Error('已经有一个同名的活动。'), { code: 'invalid_input' });
    },
  });
  const wizard = useWizard();
  expect(await wizard.toCandidates()).toBe(false);
  expect(wizard.step.value).toBe('basics');
  expect(wizard.problem.value).toBe('已经有一个同名的活动。');
});
