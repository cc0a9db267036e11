import type { Send } from './client.ts';

/** Where one is signed in. */
export interface Device {
  session_id: string;
  /** What its program called itself. */
  user_agent: string | null;
  aal: 'aal1' | 'aal2';
  created_at: string;
  refreshed_at: string;
  /** Whether it is this one. */
  current: boolean;
}

/** What a person does with their own account beside signing in. */
export function accountApiOf(send: Send) {
  return {
    devices: (signal?: AbortSignal) => send<{ items: Device[] }>({ path: '/me/sessions', ...(signal && { signal }) }),
    endDevice: (id: string) => send<unknown>({ method: 'DELETE', path: `/me/sessions/${encodeURIComponent(id)}` }),
    /** Everything that is kept about them. */
    exported: () => send<unknown>({ path: '/me/export' }),
    /** Ends the account. */
    remove: () => send<unknown>({ method: 'DELETE', path: '/me' }),
  };
}
