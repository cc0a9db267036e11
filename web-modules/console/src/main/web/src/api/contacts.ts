import type { Call, Page } from './calls.ts';
import type { Send } from './client.ts';

export type ContactStatus = 'requested' | 'accepted' | 'blocked';

/** Somebody in one's list; of who has not agreed it says what one entered and no more. */
export interface Contact {
  contact_id: string;
  status: ContactStatus;
  /** Once they agreed. */
  user_id: string | null;
  aura_id: string | null;
  name: string | null;
  picture_url: string | null;
  /** At which they were asked. */
  email: string | null;
  favourite: boolean;
  tags: string[];
  created_at: string;
}

/** Somebody who asks. */
export interface ContactRequest {
  request_id: string;
  aura_id: string;
  name: string;
  created_at: string;
}

/** Which of them; what is left out is any. */
export interface ContactFilter {
  q?: string;
  status?: ContactStatus;
  favourite?: boolean;
  tag?: string;
}

export interface ContactChange {
  favourite?: boolean;
  tags?: string[];
  blocked?: boolean;
}

/** Rows that are fetched at once. */
const PAGE_SIZE = 20;

/** Whom one knows here, and who asks. */
export function contactsOf(send: Send) {
  const at = (id: string, rest = '') => `/contacts/${encodeURIComponent(id)}${rest}`;
  const request = (id: string, rest: string) => `/contact-requests/${encodeURIComponent(id)}${rest}`;
  return {
    list: (filter: ContactFilter, cursor: string | null, signal?: AbortSignal) => {
      const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
      if (cursor) query.set('cursor', cursor);
      for (const [name, value] of Object.entries(filter)) query.set(name, String(value));
      return send<Page<Contact>>({ path: `/contacts?${query}`, ...(signal && { signal }) });
    },
    add: (who: { aura_id: string } | { email: string }) => send<Contact>({ method: 'POST', path: '/contacts', body: who }),
    change: (id: string, change: ContactChange) => send<Contact>({ method: 'PATCH', path: at(id), body: change }),
    remove: (id: string) => send<unknown>({ method: 'DELETE', path: at(id) }),
    call: (id: string, idempotencyKey: string) => send<Call>({ method: 'POST', path: at(id, '/call'), idempotencyKey }),
    requests: (cursor: string | null, signal?: AbortSignal) =>
      send<Page<ContactRequest>>({ path: `/contact-requests?limit=${PAGE_SIZE}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`, ...(signal && { signal }) }),
    accept: (id: string) => send<Contact>({ method: 'POST', path: request(id, '/accept') }),
    decline: (id: string) => send<unknown>({ method: 'POST', path: request(id, '/decline') }),
    block: (id: string) => send<unknown>({ method: 'POST', path: request(id, '/block') }),
  };
}

export type Contacts = ReturnType<typeof contactsOf>;
