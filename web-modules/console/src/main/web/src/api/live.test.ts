import { describe, expect, it } from 'vitest';
import type { Tokens } from './client.ts';
import { EventParser, follow, type LiveEvent } from './live.ts';

describe('the parser', () => {
  it('finds events in pieces of any size', () => {
    const text = 'retry: 2000\n\nid: 7\nevent: quality\ndata: {"a":\ndata: 1}\n\n: keep-alive\n\nid: 8\r\ndata: x\r\n\r\n';
    for (const size of [1, 2, 3, 7, text.length]) {
      const parser = new EventParser();
      const events: LiveEvent[] = [];
      for (let at = 0; at < text.length; at += size) events.push(...parser.feed(text.slice(at, at + size)));
      expect(events).toEqual([{ event: 'quality', data: '{"a":\n1}' }, { event: 'message', data: 'x' }]);
      expect(parser.lastId).toBe('8');
    }
  });

  it('keeps what is not complete', () => {
    const parser = new EventParser();
    expect(parser.feed('data: a\n')).toEqual([]);
    expect(parser.feed('\n')).toEqual([{ event: 'message', data: 'a' }]);
  });
});

describe('following', () => {
  const tokens: Tokens = { current: async () => 'first', renew: async () => 'second' };

  /** Answers in turn, and is abandoned when there are no more. */
  function stage(...answers: Array<() => Response>) {
    const abandon = new AbortController();
    const asked: Headers[] = [];
    const fetcher = (async (_url: unknown, init?: RequestInit) => {
      asked.push(new Headers(init?.headers));
      const answer = answers.shift();
      if (!answer) {
        abandon.abort();
        throw new TypeError('abandoned');
      }
      return answer();
    }) as typeof fetch;
    return { abandon, asked, fetcher };
  }

  const stream = (text: string) => () => new Response(text, { status: 200 });

  it('asks again after the last event when an answer ends', async () => {
    const { abandon, asked, fetcher } = stage(stream('id: 5\ndata: a\n\n'), stream('data: b\n\n'));
    const events: string[] = [];
    await follow({ path: '/calls/1/events', tokens, onEvent: ({ data }) => events.push(data), onLive: () => undefined, signal: abandon.signal }, fetcher);
    expect(events).toEqual(['a', 'b']);
    expect(asked.map((headers) => headers.get('last-event-id'))).toEqual([null, '5', '5']);
    expect(asked[0]!.get('authorization')).toBe('Bearer first');
  });

  it('renews a token that is refused, and stops where there is nothing to see', async () => {
    const { abandon, asked, fetcher } = stage(() => new Response('', { status: 401 }), () => new Response('', { status: 404 }));
    await follow({ path: '/calls/1/events', tokens, onEvent: () => undefined, onLive: () => undefined, signal: abandon.signal }, fetcher);
    expect(asked.map((headers) => headers.get('authorization'))).toEqual(['Bearer first', 'Bearer second']);
  });
});
