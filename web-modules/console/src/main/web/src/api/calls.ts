import type { Send } from './client.ts';

export type CallStatus = 'waiting' | 'active' | 'ended' | 'failed';
export type CallType = 'one_to_one' | 'group' | 'conference' | 'broadcast';

/** One stay of one person in a call; who comes back has two. */
export interface Participant {
  identity: string;
  display_name: string | null;
  role: string;
  joined_at: string;
  left_at: string | null;
  duration_seconds: number | null;
}

export interface CallSummary {
  call_id: string;
  name: string;
  call_type: CallType;
  status: CallStatus;
  created_at: string;
  started_at: string | null;
  ended_at: string | null;
  duration_seconds: number | null;
  max_participants: number;
  participant_count: number;
  join_url: string;
}

export interface Call extends CallSummary {
  created_by: string | null;
  participants: Participant[];
}

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export interface NewCall {
  name: string;
  call_type: CallType;
  max_participants?: number;
}

/** What a client needs to enter the call on its media node. */
export interface Admission {
  url: string;
  token: string;
  identity: string;
}

export interface GuestLink {
  name: string;
  status: CallStatus;
}

/** Rows of the calls list that are fetched at once. */
const PAGE_SIZE = 20;

/** The calls API as a signed-in member sees it. */
export function callsOf(send: Send) {
  return {
    list: (cursor: string | null, signal?: AbortSignal) =>
      send<Page<CallSummary>>({
        path: `/calls?limit=${PAGE_SIZE}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
        ...(signal && { signal }),
      }),
    read: (id: string, signal?: AbortSignal) =>
      send<Call>({ path: `/calls/${encodeURIComponent(id)}`, ...(signal && { signal }) }),
    /** @param key the same for each attempt to make this call, so that it is made once */
    create: (call: NewCall, key: string) => send<Call>({ method: 'POST', path: '/calls', body: call, idempotencyKey: key }),
    join: (id: string, displayName: string) =>
      send<Admission>({
        method: 'POST',
        path: `/calls/${encodeURIComponent(id)}/join`,
        body: { display_name: displayName },
      }),
    end: (id: string) => send<unknown>({ method: 'POST', path: `/calls/${encodeURIComponent(id)}/end` }),
  };
}

/** What a guest link allows: to see the call's name, and to join it. */
export function guestLinksOf(send: Send) {
  return {
    read: (code: string, signal?: AbortSignal) =>
      send<GuestLink>({ path: `/guest-links/${encodeURIComponent(code)}`, ...(signal && { signal }) }),
    join: (code: string, displayName: string) =>
      send<Admission>({
        method: 'POST',
        path: `/guest-links/${encodeURIComponent(code)}/join`,
        body: { display_name: displayName },
      }),
  };
}

export type Calls = ReturnType<typeof callsOf>;
