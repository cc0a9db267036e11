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

/** By what one is found, and when that may be changed. */
export interface AuraId {
  aura_id: string;
  changed_at: string | null;
  /** Null for now. */
  changeable_at: string | null;
  /** Those that one gave up and nobody else gets. */
  kept: { aura_id: string; kept_until: string }[];
}

/** How one shows oneself; null for not. */
export interface Picture {
  picture_url: string | null;
}

/** What a person does with their own account beside signing in. */
export function accountApiOf(send: Send) {
  return {
    devices: (signal?: AbortSignal) => send<{ items: Device[] }>({ path: '/me/sessions', ...(signal && { signal }) }),
    endDevice: (id: string) => send<unknown>({ method: 'DELETE', path: `/me/sessions/${encodeURIComponent(id)}` }),
    auraId: (signal?: AbortSignal) => send<AuraId>({ path: '/me/aura-id', ...(signal && { signal }) }),
    changeAuraId: (auraId: string) => send<AuraId>({ method: 'PATCH', path: '/me/aura-id', body: { aura_id: auraId } }),
    picture: (signal?: AbortSignal) => send<Picture>({ path: '/me/picture', ...(signal && { signal }) }),
    changePicture: (file: Blob) => send<Picture>({ method: 'PUT', path: '/me/picture', file }),
    removePicture: () => send<unknown>({ method: 'DELETE', path: '/me/picture' }),
    /** Everything that is kept about them. */
    exported: () => send<unknown>({ path: '/me/export' }),
    /** Ends the account. */
    remove: () => send<unknown>({ method: 'DELETE', path: '/me' }),
  };
}
