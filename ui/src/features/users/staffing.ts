// Roles in plain words, and what a unit's list of users lacks.
import type { Role, User } from '@/generated/bindings';
import { ROLE } from '@/text/words';

/** What a role does, for somebody who has never seen the program. */
export const ROLE_DOES: Record<Role, string> = {
  clerk: '建档、走访、安排活动、登记资金、拟定和办理发放，导入导出。不能审批。',
  visitor: '看档案，登记自己的走访。看不到资金，不能导出。',
  leader: '审核、审批发放，看全部统计和查阅记录。不改档案。',
  finance: '登记资金、审核、办理发放。不能审批。',
  auditor: '什么都能看、能导出，什么都不能改；看号码查阅记录。',
  administrator: '管使用人、单位设置和政策包，看号码查阅记录。看不到档案和资金。',
};

/** Roles in the order of the page. */
export const ROLES = Object.keys(ROLE) as Role[];

/** Shortest password, in characters; the program asks again. */
export const SHORTEST_PASSWORD = 8;

/** What is wrong with a new password; empty when nothing is. */
export function passwordProblem(fresh: string, again: string): string {
  if (fresh !== '' && [...fresh].length < SHORTEST_PASSWORD) {
    return `密码至少 ${SHORTEST_PASSWORD} 位。`;
  }
  if (again !== '' && fresh !== again) return '两次输入的密码不一样。';
  return '';
}

/** Sentences about who is missing, so that nobody finds out on the day of payment. */
export function staffingNotes(users: readonly User[]): string[] {
  const active = users.filter((user) => user.active);
  const having = (role: Role): User[] => active.filter((user) => user.roles.includes(role));
  const notes: string[] = [];
  const leaders = having('leader');
  const makers = having('clerk');
  if (leaders.length === 0) {
    notes.push('还没有“主席”：发放批次没有人可以审批。');
  } else if (
    makers.length > 0 &&
    leaders.length === 1 &&
    makers.length === 1 &&
    leaders[0]?.id === makers[0]?.id
  ) {
    notes.push(
      `拟定和审批现在只有“${leaders[0]?.name}”一个人：自己拟定的批次自己不能审批，请再加一个使用人。`,
    );
  }
  if (having('administrator').length === 0) {
    notes.push('还没有“管理员”：以后没有人可以增加使用人。');
  }
  return notes;
}

/** What holding these roles together means; empty when it needs no word. */
export function rolesNote(roles: readonly Role[]): string {
  const approves = roles.includes('leader');
  const makes = roles.includes('clerk');
  if (approves && makes) {
    return '既能拟定又能审批，但自己拟定的批次仍要由别人审核和审批。';
  }
  if (roles.includes('administrator') && roles.length === 1) {
    return '只管使用人和设置，看不到档案、活动和资金。';
  }
  return '';
}
