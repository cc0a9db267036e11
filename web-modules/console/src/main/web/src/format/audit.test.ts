import { describe, expect, it } from 'vitest';
import { AUDIT_ACTIONS, auditFacts, auditWords, dayBegins } from './audit.ts';

const names = new Map([['u1', 'Ana'], ['u2', 'Bo']]);

describe('what somebody did', () => {
  it('is a sentence', () => {
    expect(auditWords({ action: 'member.removed', actor_kind: 'person', actor_id: 'u1' }, names)).toBe('Ana removed a member');
    expect(auditWords({ action: 'webhook_endpoint.created', actor_kind: 'key', actor_id: 'u1' }, names)).toBe('A key of Ana added a webhook endpoint');
    expect(auditWords({ action: 'member.left', actor_kind: 'person', actor_id: 'u9' }, names)).toBe('A former member left');
    expect(auditWords({ action: 'account.signed_in', actor_kind: 'person', actor_id: 'u2' }, names)).toBe('Bo signed in');
    expect(auditWords({ action: 'organization.deleted', actor_kind: 'system', actor_id: null }, names)).toBe('The server deleted the organization');
  });

  it('that this console does not know is told by its word', () => {
    expect(auditWords({ action: 'room.painted', actor_kind: 'person', actor_id: 'u1' }, names)).toBe('Ana room.painted');
  });

  it('has facts', () => {
    expect(auditFacts({ actor_id: 'u1', target: 'user:u2', detail: { from: 'member', to: 'admin' } }, names)).toEqual(['Bo', 'from: member', 'to: admin']);
    expect(auditFacts({ actor_id: 'u1', target: 'user:u1', detail: { method: 'password' } }, names)).toEqual(['method: password']);
    expect(auditFacts({ actor_id: 'u1', target: 'api_key:k1', detail: {} }, names)).toEqual([]);
  });

  it('can be looked for', () => {
    expect(AUDIT_ACTIONS).toContainEqual(['api_key.created', 'Made an API key']);
  });
});

describe('a chosen day', () => {
  it('begins at midnight here', () => {
    const begins = new Date(dayBegins('2026-11-29')!);
    expect([begins.getFullYear(), begins.getMonth(), begins.getDate(), begins.getHours()]).toEqual([2026, 10, 29, 0]);
    expect(new Date(dayBegins('2026-11-30', 1)!).getDate()).toBe(1);
  });

  it('that is none limits nothing', () => {
    expect(dayBegins(null)).toBeUndefined();
    expect(dayBegins('tomorrow')).toBeUndefined();
  });
});
