import type { Page } from './calls.ts';
import type { Send } from './client.ts';

/** A system of the organization that is told what happens in its calls. */
export interface WebhookEndpoint {
  endpoint_id: string;
  url: string;
  description: string;
  events: string[];
  enabled: boolean;
  created_at: string;
  paused_until: string | null;
  missed_events: number;
  missed_since: string | null;
  /** Only in the answer to making it or replacing its secret. */
  secret?: string;
}

export type DeliveryStatus = 'pending' | 'delivered' | 'dead' | 'dropped';

/** One event on its way to one endpoint. */
export interface WebhookDelivery {
  delivery_id: string;
  event_id: string;
  event_type: string;
  call_id: string | null;
  sequence: number;
  status: DeliveryStatus;
  attempts: number;
  last_status: number | null;
  last_error: string | null;
  last_duration_ms: number | null;
  last_attempt_at: string | null;
  next_attempt_at: string | null;
  created_at: string;
  finished_at: string | null;
  body: string;
}

/** What could not be delivered. */
export interface DeadLetter {
  dead_letter_id: string;
  queue: string;
  delivery_id: string;
  payload: string;
  error: string;
  attempts: number;
  first_attempt_at: string;
  last_attempt_at: string;
  created_at: string;
}

export interface NewWebhookEndpoint {
  url: string;
  description: string;
  events: string[];
}

/** Rows that are fetched at once. */
const PAGE_SIZE = 20;

const page = (cursor: string | null) => `limit=${PAGE_SIZE}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;

/** Webhooks as those who run the organization see them. */
export function webhooksOf(send: Send) {
  const at = (id: string, rest = '') => `/webhook-endpoints/${encodeURIComponent(id)}${rest}`;
  return {
    list: (cursor: string | null, signal?: AbortSignal) =>
      send<Page<WebhookEndpoint>>({ path: `/webhook-endpoints?${page(cursor)}`, ...(signal && { signal }) }),
    read: (id: string, signal?: AbortSignal) => send<WebhookEndpoint>({ path: at(id), ...(signal && { signal }) }),
    create: (endpoint: NewWebhookEndpoint) => send<WebhookEndpoint>({ method: 'POST', path: '/webhook-endpoints', body: endpoint }),
    change: (id: string, change: Partial<Pick<WebhookEndpoint, 'url' | 'description' | 'events' | 'enabled'>>) =>
      send<WebhookEndpoint>({ method: 'PATCH', path: at(id), body: change }),
    remove: (id: string) => send<unknown>({ method: 'DELETE', path: at(id) }),
    rotateSecret: (id: string) => send<WebhookEndpoint>({ method: 'POST', path: at(id, '/rotate-secret'), body: {} }),
    test: (id: string) => send<WebhookDelivery>({ method: 'POST', path: at(id, '/test') }),
    deliveries: (id: string, cursor: string | null, signal?: AbortSignal) =>
      send<Page<WebhookDelivery>>({ path: at(id, `/deliveries?${page(cursor)}`), ...(signal && { signal }) }),
    replay: (id: string, delivery: string) =>
      send<WebhookDelivery>({ method: 'POST', path: at(id, `/deliveries/${encodeURIComponent(delivery)}/replay`) }),
    deadLetters: (cursor: string | null, signal?: AbortSignal) =>
      send<Page<DeadLetter>>({ path: `/dead-letters?${page(cursor)}`, ...(signal && { signal }) }),
    retry: (letter: string) => send<unknown>({ method: 'POST', path: `/dead-letters/${encodeURIComponent(letter)}/retry` }),
    drop: (letter: string) => send<unknown>({ method: 'DELETE', path: `/dead-letters/${encodeURIComponent(letter)}` }),
  };
}

export type Webhooks = ReturnType<typeof webhooksOf>;
