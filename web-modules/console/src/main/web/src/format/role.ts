import type { Role } from '../api/organizations.ts';

const WORDS: Readonly<Record<Role, string>> = { owner: 'Owner', admin: 'Admin', moderator: 'Moderator', member: 'Member', agent: 'Agent' };

const MAY: Readonly<Record<Role, string>> = {
  owner: 'everything',
  admin: 'members, keys, webhooks, audit',
  moderator: 'starts and moderates calls',
  member: 'starts and joins calls',
  agent: 'joins the calls of others',
};

/** From the highest. */
const ORDER: readonly Role[] = ['owner', 'admin', 'moderator', 'member', 'agent'];

/** A role as people read it. */
export function roleName(role: Role): string {
  return WORDS[role];
}

/** A role with what it may do: for choices. */
export function roleChoice(role: Role): string {
  return `${WORDS[role]}: ${MAY[role]}`;
}

/** Whether a role runs the organization: its members, keys, webhooks and audit. */
export function runs(role: Role): boolean {
  return role === 'owner' || role === 'admin';
}

/** The roles that somebody of a role gives: up to their own, and never the owner's, which is handed over. */
export function rolesToGive(role: Role): readonly Role[] {
  return runs(role) ? ORDER.filter((other) => other !== 'owner') : [];
}
