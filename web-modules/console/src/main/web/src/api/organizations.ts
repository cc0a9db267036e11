import type { Page } from './calls.ts';
import type { Send } from './client.ts';

export type Role = 'owner' | 'admin' | 'moderator' | 'member' | 'agent';

/** An organization, and what one is in it. */
export interface Organization {
  organization_id: string;
  name: string;
  slug: string;
  role: Role;
  plan: string;
  max_users: number;
  max_calls_per_month: number;
  created_at: string;
  /** When it will be gone; null while it is not deleted. */
  delete_after: string | null;
}

export interface Member {
  user_id: string;
  aura_id: string;
  display_name: string | null;
  role: Role;
  created_at: string;
}

export interface Invitation {
  invitation_id: string;
  email: string;
  role: Role;
  status: 'pending' | 'accepted' | 'declined' | 'revoked' | 'expired';
  created_at: string;
  expires_at: string;
}

/** What a program shows, without what it is known by. */
export interface LiveKitKey {
  /** Null when the server knows no single media node. */
  url: string | null;
  api_key: string;
  api_secret: string;
}

export interface ApiKey {
  key_id: string;
  name: string;
  prefix: string;
  /** Only in the answer to making or replacing it. */
  key?: string | null;
  /** As LiveKit's server SDKs take it; only in the same answers. */
  livekit?: LiveKitKey | null;
  scopes: string[];
  rate_limit_per_minute: number;
  created_by: string;
  created_at: string;
  expires_at: string | null;
  last_used_at: string | null;
  previous_until: string | null;
  revoked_at: string | null;
}

export interface NewApiKey {
  name: string;
  scopes: string[];
  rate_limit_per_minute?: number;
  expires_at?: string;
}

/** One thing that somebody did. */
export interface AuditEvent {
  event_id: string;
  happened_at: string;
  actor_kind: 'person' | 'key' | 'system';
  actor_id: string | null;
  key_id: string | null;
  action: string;
  target: string;
  detail: Record<string, string>;
  network: string;
  outcome: 'done' | 'refused';
}

/** Which of them; what is left out is anything. */
export interface AuditFilter {
  action?: string;
  actor_id?: string;
  since?: string;
  until?: string;
}

/** Rows that are fetched at once. */
const PAGE_SIZE = 20;

/** As many as one answer has at most: for choices, which come as a whole. */
const ALL = 200;

const part = (cursor: string | null) => `limit=${PAGE_SIZE}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;

/** Organizations as those who belong to them see them, and as those who run them change them. */
export function organizationsOf(send: Send) {
  const at = (id: string, rest = '') => `/organizations/${encodeURIComponent(id)}${rest}`;
  const reading = (path: string, signal?: AbortSignal) => ({ path, ...(signal && { signal }) });
  return {
    mine: (signal?: AbortSignal) => send<Page<Organization>>(reading(`/organizations?limit=${ALL}`, signal)),
    create: (name: string) => send<Organization>({ method: 'POST', path: '/organizations', body: { name } }),
    change: (id: string, change: { name?: string; slug?: string }) => send<Organization>({ method: 'PATCH', path: at(id), body: change }),
    activate: (id: string) => send<Organization>({ method: 'POST', path: at(id, '/activate') }),
    remove: (id: string) => send<Organization>({ method: 'DELETE', path: at(id) }),
    restore: (id: string) => send<Organization>({ method: 'POST', path: at(id, '/restore') }),
    leave: (id: string) => send<unknown>({ method: 'POST', path: at(id, '/leave') }),
    transfer: (id: string, to: string) => send<unknown>({ method: 'POST', path: at(id, '/transfer'), body: { user_id: to } }),
    members: (id: string, cursor: string | null, signal?: AbortSignal) => send<Page<Member>>(reading(at(id, `/members?${part(cursor)}`), signal)),
    everyMember: (id: string, signal?: AbortSignal) => send<Page<Member>>(reading(at(id, `/members?limit=${ALL}`), signal)),
    changeRole: (id: string, member: string, role: Role) =>
      send<unknown>({ method: 'PATCH', path: at(id, `/members/${encodeURIComponent(member)}`), body: { role } }),
    removeMember: (id: string, member: string) => send<unknown>({ method: 'DELETE', path: at(id, `/members/${encodeURIComponent(member)}`) }),
    invitations: (id: string, cursor: string | null, signal?: AbortSignal) =>
      send<Page<Invitation>>(reading(at(id, `/invitations?${part(cursor)}`), signal)),
    invite: (id: string, email: string, role: Role) => send<Invitation>({ method: 'POST', path: at(id, '/invitations'), body: { email, role } }),
    revokeInvitation: (id: string, invitation: string) =>
      send<unknown>({ method: 'DELETE', path: at(id, `/invitations/${encodeURIComponent(invitation)}`) }),
    accept: (token: string) => send<Organization>({ method: 'POST', path: '/invitations/accept', body: { token } }),
    decline: (token: string) => send<unknown>({ method: 'POST', path: '/invitations/decline', body: { token } }),
    keys: (id: string, cursor: string | null, signal?: AbortSignal) => send<Page<ApiKey>>(reading(at(id, `/api-keys?${part(cursor)}`), signal)),
    createKey: (id: string, key: NewApiKey) => send<ApiKey>({ method: 'POST', path: at(id, '/api-keys'), body: key }),
    rotateKey: (id: string, key: string, overlapSeconds: number) =>
      send<ApiKey>({ method: 'POST', path: at(id, `/api-keys/${encodeURIComponent(key)}/rotate`), body: { overlap_seconds: overlapSeconds } }),
    revokeKey: (id: string, key: string) => send<unknown>({ method: 'DELETE', path: at(id, `/api-keys/${encodeURIComponent(key)}`) }),
    audit: (filter: AuditFilter, cursor: string | null, signal?: AbortSignal) =>
      send<Page<AuditEvent>>(reading(`/audit?${part(cursor)}${asQuery(filter)}`, signal)),
  };
}

function asQuery(filter: AuditFilter): string {
  return Object.entries(filter).map(([name, value]) => `&${name}=${encodeURIComponent(value)}`).join('');
}

export type Organizations = ReturnType<typeof organizationsOf>;
