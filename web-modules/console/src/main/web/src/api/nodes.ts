import type { Send } from './client.ts';

/** How far a media node is that is being emptied. */
export interface Drain {
  state: 'in_service' | 'draining' | 'drained';
  deadline: string | null;
  rooms: number;
  participants: number;
  rooms_ended: number;
}

/** A media node as it announces itself. */
export interface MediaNode {
  node_id: string;
  public_url: string;
  region: string;
  version: string;
  load: number;
  rooms: number;
  participants: number;
  capacity_participants: number | null;
  draining: boolean;
  drain: Drain | null;
}

export interface Me {
  user_id: string;
  organization_id: string;
  operator: boolean;
}

/** What only those who operate the server may ask, and whether one does. */
export function operationsOf(send: Send) {
  const drain = (id: string) => `/nodes/${encodeURIComponent(id)}/drain`;
  return {
    me: (signal?: AbortSignal) => send<Me>({ path: '/me', ...(signal && { signal }) }),
    nodes: (signal?: AbortSignal) => send<{ items: MediaNode[] }>({ path: '/nodes', ...(signal && { signal }) }),
    drain: (id: string, deadlineSeconds: number) => send<MediaNode>({ method: 'POST', path: drain(id), body: { deadline_seconds: deadlineSeconds } }),
    cancelDrain: (id: string) => send<MediaNode>({ method: 'DELETE', path: drain(id) }),
  };
}
