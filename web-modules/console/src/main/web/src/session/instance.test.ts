import { describe, expect, it } from 'vitest';
import { shortestPassword } from './instance.ts';

const answer = (status: number, body: unknown) => () => Promise.resolve(new Response(JSON.stringify(body), { status }));
const ask = (fetcher: typeof fetch) => shortestPassword(new AbortController().signal, fetcher);

describe('shortestPassword', () => {
  it('is what the server says', async () => {
    expect(await ask(answer(200, { password_min_length: 12 }))).toBe(12);
  });

  it('is unknown when the server says nothing that can be used', async () => {
    expect(await ask(answer(200, {}))).toBeUndefined();
    expect(await ask(answer(200, { password_min_length: '12' }))).toBeUndefined();
    expect(await ask(answer(503, { password_min_length: 12 }))).toBeUndefined();
    expect(await ask(() => Promise.reject(new TypeError('offline')))).toBeUndefined();
  });
});
