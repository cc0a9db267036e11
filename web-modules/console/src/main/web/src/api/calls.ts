import type { Send } from './client.ts';

export type CallStatus = 'waiting' | 'active' | 'ended' | 'failed';
/** Who waits until somebody inside lets them in. */
export type LobbyMode = 'off' | 'guests' | 'everyone';
export type CallRole = 'host' | 'moderator' | 'participant' | 'guest';
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
  lobby: LobbyMode;
  /** Nobody new gets in. */
  locked: boolean;
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
  lobby?: LobbyMode;
}

/** What a client needs to enter the call on its media node. */
export interface Admission {
  url: string;
  token: string;
  identity: string;
  role: CallRole;
}

/** A place in the lobby: somebody inside lets this person in, or does not. */
export interface Waiting {
  entry_id: string;
  status: 'waiting';
  /** How long to wait before asking again. */
  ask_after_seconds: number;
}

/** What comes of the wish to enter a call. */
export type JoinAnswer = Admission | Waiting;

export function isWaiting(answer: JoinAnswer): answer is Waiting {
  return 'entry_id' in answer;
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
      send<JoinAnswer>({
        method: 'POST',
        path: `/calls/${encodeURIComponent(id)}/join`,
        body: { display_name: displayName },
      }),
    /** Of a member who waits: whether they may come in. */
    ask: (id: string, entry: string) =>
      send<JoinAnswer>({ method: 'POST', path: `/calls/${encodeURIComponent(id)}/lobby/${encodeURIComponent(entry)}/ticket` }),
    end: (id: string) => send<unknown>({ method: 'POST', path: `/calls/${encodeURIComponent(id)}/end` }),
  };
}

/** What a guest link allows: to see the call's name, and to join it. */
export function guestLinksOf(send: Send) {
  return {
    read: (code: string, signal?: AbortSignal) =>
      send<GuestLink>({ path: `/guest-links/${encodeURIComponent(code)}`, ...(signal && { signal }) }),
    /** @param key of this browser, by which it is the same guest when it comes again */
    join: (code: string, displayName: string, key: string) =>
      send<JoinAnswer>({
        method: 'POST',
        path: `/guest-links/${encodeURIComponent(code)}/join`,
        body: { display_name: displayName, key },
      }),
    /** Of a guest who waits: whether they may come in. */
    ask: (code: string, entry: string, key: string) =>
      send<JoinAnswer>({
        method: 'POST',
        path: `/guest-links/${encodeURIComponent(code)}/lobby/${encodeURIComponent(entry)}`,
        body: { key },
      }),
  };
}

export type Calls = ReturnType<typeof callsOf>;
