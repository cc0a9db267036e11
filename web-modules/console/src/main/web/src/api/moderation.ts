import type { Call, CallRole, LobbyMode } from './calls.ts';
import type { Send } from './client.ts';

/** Somebody who waits to be let in. */
export interface LobbyEntry {
  entry_id: string;
  identity: string;
  display_name: string;
  role: CallRole;
  created_at: string;
}

export type Source = 'microphone' | 'camera' | 'screen_share';

/** What the host and the moderators of one call may do. */
export function moderationOf(send: Send, callId: string) {
  const call = `/calls/${encodeURIComponent(callId)}`;
  const of = (identity: string) => `${call}/participants/${encodeURIComponent(identity)}`;
  const entry = (id: string) => `${call}/lobby/${encodeURIComponent(id)}`;
  return {
    callId,
    waiting: (signal?: AbortSignal) => send<{ items: LobbyEntry[] }>({ path: `${call}/lobby`, ...(signal && { signal }) }),
    admit: (id: string) => send<undefined>({ method: 'POST', path: `${entry(id)}/admit` }),
    deny: (id: string) => send<undefined>({ method: 'POST', path: `${entry(id)}/deny` }),
    read: (signal?: AbortSignal) => send<Call>({ path: call, ...(signal && { signal }) }),
    lock: (locked: boolean) => send<Call>({ method: 'POST', path: `${call}/${locked ? 'lock' : 'unlock'}` }),
    holdBack: (lobby: LobbyMode) => send<Call>({ method: 'PATCH', path: call, body: { lobby } }),
    mute: (identity: string, source: Source) => send<undefined>({ method: 'POST', path: `${of(identity)}/mute`, body: { source } }),
    remove: (identity: string) => send<undefined>({ method: 'POST', path: `${of(identity)}/remove` }),
    become: (identity: string, role: CallRole) => send<undefined>({ method: 'POST', path: `${of(identity)}/role`, body: { role } }),
  };
}

export type Moderation = ReturnType<typeof moderationOf>;
