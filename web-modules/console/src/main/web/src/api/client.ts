import { noteDegradation } from './degraded.ts';
import { problemOf, unreachable } from './problem.ts';

/** Where bearer tokens come from. */
export interface Tokens {
  /** The current access token, refreshed when it is about to expire; undefined when signed out. */
  current(): Promise<string | undefined>;
  /** Called after a 401: a fresh token, or undefined when the session is over. */
  renew(): Promise<string | undefined>;
}

export interface Request {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
  /** What is sent as it is, with its own type. */
  file?: Blob;
  /** Requests with the same key make one thing, however often they are sent. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/** Sends JSON to the API and reads JSON back; rejects with an ApiError only. */
export type Send = <T>(request: Request) => Promise<T>;

/** A sender for `/api/v1`. Without tokens it sends as a guest. A 401 is tried once more with a renewed token. */
export function sender(tokens?: Tokens, fetcher: typeof fetch = (input, init) => fetch(input, init)): Send {
  return async <T>(request: Request): Promise<T> => {
    let response = await exchange(fetcher, request, await tokens?.current());
    if (response.status === 401 && tokens) {
      const renewed = await tokens.renew();
      if (renewed) response = await exchange(fetcher, request, renewed);
    }
    noteDegradation(response);
    const body = await response.json().catch(() => undefined);
    if (!response.ok) throw problemOf(response.status, body, response.headers.get('retry-after'));
    return body as T;
  };
}

async function exchange(fetcher: typeof fetch, request: Request, token: string | undefined): Promise<Response> {
  const headers = new Headers({ accept: 'application/json' });
  if (request.body !== undefined) headers.set('content-type', 'application/json');
  if (request.file) headers.set('content-type', request.file.type);
  if (request.idempotencyKey) headers.set('idempotency-key', request.idempotencyKey);
  if (token) headers.set('authorization', `Bearer ${token}`);
  const init: RequestInit = { method: request.method ?? 'GET', headers };
  if (request.body !== undefined) init.body = JSON.stringify(request.body);
  if (request.file) init.body = request.file;
  if (request.signal) init.signal = request.signal;
  try {
    return await fetcher(`/api/v1${request.path}`, init);
  } catch (failure) {
    // An abandoned request is no error to show.
    if (request.signal?.aborted) throw failure;
    throw unreachable();
  }
}
