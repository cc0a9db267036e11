import type { Send } from './client.ts';
import type { MediaNode } from './nodes.ts';

export type Severity = 'ok' | 'warning' | 'error';

/** What the server found about one thing that can be wrong. */
export interface Finding {
  /** What was looked at, such as `media_udp`. */
  id: string;
  severity: Severity;
  subject: string;
  found: string;
  /** What to do about it; empty when it is fine. */
  change: string;
}

export interface FindingList {
  items: Finding[];
  examined_at: string;
}

/** What is known of one thing that a service depends on. */
export interface DependencyHealth {
  /** `postgresql`, `redis`, or `node:` and an address. */
  name: string;
  required: boolean;
  status: 'up' | 'down' | 'unknown';
  /** Whether requests are let through to it; null where nobody asks for any. */
  circuit: 'closed' | 'half_open' | 'open' | null;
  checked_at: string | null;
  response_ms: number | null;
}

export interface ServiceHealth {
  service: 'control-plane' | 'media-node';
  name: string;
  dependencies: DependencyHealth[];
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
    findings: (signal?: AbortSignal) => send<FindingList>({ path: '/ops/findings', ...(signal && { signal }) }),
    dependencies: (signal?: AbortSignal) => send<{ items: ServiceHealth[] }>({ path: '/ops/dependencies', ...(signal && { signal }) }),
    nodes: (signal?: AbortSignal) => send<{ items: MediaNode[] }>({ path: '/nodes', ...(signal && { signal }) }),
    drain: (id: string, deadlineSeconds: number) => send<MediaNode>({ method: 'POST', path: drain(id), body: { deadline_seconds: deadlineSeconds } }),
    cancelDrain: (id: string) => send<MediaNode>({ method: 'DELETE', path: drain(id) }),
  };
}
