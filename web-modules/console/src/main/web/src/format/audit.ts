import type { AuditEvent } from '../api/organizations.ts';

/** What was done, as it follows the name of who did it. */
const SENTENCES: Readonly<Record<string, string>> = {
  'organization.created': 'made the organization',
  'organization.changed': 'changed its name or address',
  'organization.deleted': 'deleted the organization',
  'organization.restored': 'restored the organization',
  'organization.transferred': 'handed the organization over',
  'invitation.created': 'invited somebody',
  'invitation.revoked': 'withdrew an invitation',
  'invitation.accepted': 'accepted an invitation',
  'invitation.declined': 'declined an invitation',
  'member.role_changed': 'changed a role',
  'member.removed': 'removed a member',
  'member.left': 'left',
  'api_key.created': 'made an API key',
  'api_key.rotated': 'replaced an API key',
  'api_key.revoked': 'revoked an API key',
  'account.signed_up': 'signed up',
  'account.signed_in': 'signed in',
  'account.signed_out': 'signed out',
  'account.session_ended': 'ended a session',
  'account.password_changed': 'changed the password',
  'account.email_changed': 'changed the e-mail address',
  'account.aura_id_changed': 'changed the AuraID',
  'account.factor_added': 'added a second factor',
  'account.factor_proved': 'showed a second factor',
  'account.factor_removed': 'removed a second factor',
  'account.passkey_added': 'added a passkey',
  'account.passkey_removed': 'removed a passkey',
  'account.provider_linked': 'added a way to sign in',
  'account.provider_unlinked': 'removed a way to sign in',
  'account.created': 'made an account',
  'account.changed': 'changed an account',
  'account.deleted': 'deleted an account',
  'request.refused': 'wanted what they may not',
  'webhook_endpoint.created': 'added a webhook endpoint',
  'webhook_endpoint.changed': 'changed a webhook endpoint',
  'webhook_endpoint.removed': 'removed a webhook endpoint',
  'webhook_endpoint.secret_rotated': 'replaced the secret of a webhook endpoint',
};

/** Everything that can be looked for, with its words. */
export const AUDIT_ACTIONS: ReadonlyArray<readonly [action: string, words: string]> = Object.entries(SENTENCES).map(([action, words]) => [
  action,
  words.charAt(0).toUpperCase() + words.slice(1),
]);

/** Who did what; what a newer server writes down is told by its own word. */
export function auditWords(event: Pick<AuditEvent, 'action' | 'actor_kind' | 'actor_id'>, names: ReadonlyMap<string, string>): string {
  const person = event.actor_id === null ? undefined : (names.get(event.actor_id) ?? 'A former member');
  const who = event.actor_kind === 'system' || person === undefined ? 'The server' : event.actor_kind === 'key' ? `A key of ${person}` : person;
  return `${who} ${SENTENCES[event.action] ?? event.action}`;
}

/** What else is known, in the words in which it was written down: `role: moderator`. */
export function auditFacts(event: Pick<AuditEvent, 'actor_id' | 'target' | 'detail'>, names: ReadonlyMap<string, string>): string[] {
  const [kind = '', id = ''] = event.target.split(':', 2);
  const whom = kind === 'user' && id !== event.actor_id ? names.get(id) : kind === 'route' ? id : undefined;
  return [...(whom ? [whom] : []), ...Object.entries(event.detail).map(([name, value]) => `${name.replaceAll('_', ' ')}: ${value}`)];
}

/** The first moment of a day that was chosen, or of the day after it, here; undefined when none was. */
export function dayBegins(date: string | null, daysLater = 0): string | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date ?? '');
  if (!parts) return undefined;
  const begins = new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]) + daysLater);
  return Number.isNaN(begins.getTime()) ? undefined : begins.toISOString();
}
