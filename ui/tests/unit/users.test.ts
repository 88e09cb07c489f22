// Users and roles: who is missing, what a page shows to whom, the first page's links.
import { describe, expect, it } from 'vitest';
import type { ImportOutcome, Role, User } from '@/generated/bindings';
import { linksFor, tasksFor, taskWord } from '@/features/home/links';
import { outcomeFacts, outcomeLinks } from '@/features/import/outcome';
import { passwordProblem, rolesNote, staffingNotes } from '@/features/users/staffing';
import { may, whyNot } from '@/session';
import { showRoles } from '@/text/words';
import { fakeDoor, openSession } from './fake';

const user = (id: string, roles: Role[], active = true): User => ({
  id,
  name: id,
  roles,
  active,
  note: null,
});

describe('a list of users', () => {
  it('is complete with a clerk, a leader and an administrator', () => {
    const users = [user('甲', ['clerk', 'administrator']), user('乙', ['leader'])];
    expect(staffingNotes(users)).toEqual([]);
  });

  it('needs somebody who approves, and the switched-off do not count', () => {
    const users = [user('甲', ['clerk', 'administrator']), user('乙', ['leader'], false)];
    expect(staffingNotes(users)).toEqual([expect.stringContaining('没有“主席”')]);
  });

  it('needs two people for making and approving', () => {
    const alone = [user('甲', ['clerk', 'leader', 'administrator'])];
    expect(staffingNotes(alone)).toEqual([expect.stringContaining('只有“甲”一个人')]);
    expect(staffingNotes([...alone, user('乙', ['clerk'])])).toEqual([]);
  });

  it('needs somebody who keeps it', () => {
    expect(staffingNotes([user('甲', ['clerk']), user('乙', ['leader'])])).toEqual([
      expect.stringContaining('没有“管理员”'),
    ]);
  });
});

it('explains roles that meet in one person', () => {
  expect(rolesNote(['clerk', 'leader'])).toContain('自己拟定的');
  expect(rolesNote(['administrator'])).toContain('看不到档案');
  expect(rolesNote(['clerk'])).toBe('');
  expect(showRoles(['clerk', 'administrator'])).toBe('干事、管理员');
});

it.each([
  ['', '', ''],
  ['abcd', '', '密码至少 8 位。'],
  ['二十个字也行的一句话', '', ''],
  ['abcdefgh', 'abcdefgi', '两次输入的密码不一样。'],
  ['abcdefgh', 'abcdefgh', ''],
])('judges the password %j %j', (fresh, again, problem) => {
  expect(passwordProblem(fresh, again)).toBe(problem);
});

it('asks the session what somebody may, and says who does the rest', async () => {
  fakeDoor({});
  await openSession(['see_cases']);
  expect(may('see_cases')).toBe(true);
  expect(whyNot('see_cases')).toBe('');
  expect(may('approve_batches')).toBe(false);
  expect(whyNot('approve_batches')).toContain('主席');
});

describe('the first page', () => {
  it('leads each role where it works, and never twice to one place', () => {
    const leader = linksFor(['see_cases', 'see_campaigns', 'see_money', 'approve_batches']);
    expect(leader[0]?.to).toBe('/batches');
    expect(linksFor(['see_cases', 'record_visits'])[0]?.to).toBe('/visits/new');
    expect(linksFor(['keep_users'])).toEqual([expect.objectContaining({ id: 'users' })]);
    const both = linksFor(['approve_batches', 'pay_batches']).map((link) => link.to);
    expect(new Set(both).size).toBe(both.length);
  });

  it('asks nobody for what they may not do, and hides no task it does not know', () => {
    const task = (kind: string) => ({ kind, text: '', count: 1, urgent: false, route: '/' });
    const all = ['file_incomplete', 'difficulty_due', 'batch_approve', 'from_the_future'].map(task);
    const kinds = (acts: Parameters<typeof tasksFor>[1]): string[] =>
      tasksFor(all, acts).map((one) => one.kind);
    expect(kinds(['approve_batches'])).toEqual(['batch_approve', 'from_the_future']);
    expect(kinds(['record_visits'])).toContain('difficulty_due');
    expect(kinds(['edit_cases', 'record_visits'])).toEqual(all.map((one) => one.kind));
  });

  it('has a word for a task it has never heard of', () => {
    expect(taskWord('batch_approve', true)).toBe('待审批');
    expect(taskWord('from_the_future', true)).toBe('要紧');
    expect(taskWord('from_the_future', false)).toBe('待办');
  });
});

describe('what an import did', () => {
  const outcome: ImportOutcome = {
    op_id: 'o',
    files_new: 0,
    files_changed: 0,
    people_new: 3,
    orgs_new: 0,
    orgs_changed: 0,
    campaign_id: 'c1',
    items_new: 41,
    items_changed: 0,
    visits_new: 0,
    visits_changed: 0,
    round_id: null,
    cases_new: 0,
    cases_changed: 0,
    workers_new: 0,
    workers_changed: 0,
    honors_new: 0,
    honors_changed: 0,
    rows_taken: 41,
    rows_left_out: 0,
    message: '',
  };

  it('is told in the units of its kind', () => {
    expect(outcomeFacts(outcome).map((fact) => `${fact.label}${fact.count}${fact.unit}`)).toEqual([
      '新登记人员3人',
      '列入名单41条',
      '收下41行',
      '没有收下0行',
    ]);
  });

  it('leads to the campaign, to the figures, to the files', () => {
    const first = (links: { to: string }[]): string | undefined => links[0]?.to;
    expect(first(outcomeLinks('campaign', outcome, ['see_money']))).toBe('/campaigns/c1');
    expect(first(outcomeLinks('visits', outcome, ['see_money']))).toBe(
      '/figures?report=visits&campaign=c1',
    );
    expect(first(outcomeLinks('visits', { ...outcome, campaign_id: null }, []))).toBe('/visits');
    expect(first(outcomeLinks('hardship', outcome, []))).toBe('/files');
  });
});
