import { describe, expect, it, vi } from 'vitest';
import { callsOf } from './calls.ts';
import { sender, type Tokens } from './client.ts';
import { ApiError } from './problem.ts';

function answering(...answers: Response[]) {
  const requests: Array<{ url: string; init: RequestInit }> = [];
  const fetcher = (url: unknown, init?: RequestInit) => {
    requests.push({ url: String(url), init: init ?? {} });
    const answer = answers.shift();
    return answer ? Promise.resolve(answer) : Promise.reject(new TypeError('network'));
  };
  return { requests, fetcher: fetcher as typeof fetch };
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers });

const bearer = (init: RequestInit) => new Headers(init.headers).get('authorization');

describe('a request', () => {
  it('carries the access token', async () => {
    const { requests, fetcher } = answering(json(200, { items: [], next_cursor: null }));
    const tokens: Tokens = { current: async () => 'first', renew: async () => undefined };
    await callsOf(sender(tokens, fetcher)).list('a b');
    expect(requests[0]!.url).toBe('/api/v1/calls?limit=20&cursor=a%20b');
    expect(bearer(requests[0]!.init)).toBe('Bearer first');
  });

  it('is tried once more with a renewed token after a 401', async () => {
    const { requests, fetcher } = answering(json(401, {}), json(200, { call_id: '1' }));
    const renew = vi.fn(async () => 'second');
    await sender({ current: async () => 'first', renew }, fetcher)({ path: '/calls/1' });
    expect(requests.map(({ init }) => bearer(init))).toEqual(['Bearer first', 'Bearer second']);
    expect(renew).toHaveBeenCalledOnce();
  });

  it('fails when the session cannot be renewed', async () => {
    const { fetcher } = answering(json(401, { code: 'not_authenticated' }));
    const tokens: Tokens = { current: async () => 'first', renew: async () => undefined };
    await expect(sender(tokens, fetcher)({ path: '/calls' })).rejects.toMatchObject({ status: 401, code: 'not_authenticated' });
  });

  it('of a guest carries no token', async () => {
    const { requests, fetcher } = answering(json(200, {}));
    await sender(undefined, fetcher)({ path: '/guest-links/x' });
    expect(bearer(requests[0]!.init)).toBeNull();
  });

  it('without an answer becomes a sentence', async () => {
    const { fetcher } = answering();
    await expect(sender(undefined, fetcher)({ path: '/calls' })).rejects.toMatchObject({ status: 0, code: 'unreachable' });
  });

  it('that was abandoned is no problem to show', async () => {
    const abandon = new AbortController();
    abandon.abort();
    const { fetcher } = answering();
    const failure = await sender(undefined, fetcher)({ path: '/calls', signal: abandon.signal }).catch((reason: unknown) => reason);
    expect(failure).not.toBeInstanceOf(ApiError);
  });
});
