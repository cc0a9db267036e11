import { describe, expect, it } from 'vitest';
import { instance } from './instance.ts';

const answer = (status: number, body: unknown) => () => Promise.resolve(new Response(JSON.stringify(body), { status }));
const ask = (fetcher: typeof fetch) => instance(new AbortController().signal, fetcher);
const unknown = { shortestPassword: undefined, keepsMail: false };

describe('instance', () => {
  it('is what the server says', async () => {
    expect(await ask(answer(200, { password_min_length: 12, mailbox: true }))).toEqual({ shortestPassword: 12, keepsMail: true });
    expect(await ask(answer(200, { password_min_length: 12, mailbox: false }))).toEqual({ shortestPassword: 12, keepsMail: false });
  });

  it('is unknown when the server says nothing that can be used', async () => {
    expect(await ask(answer(200, {}))).toEqual(unknown);
    expect(await ask(answer(200, { password_min_length: '12', mailbox: 'true' }))).toEqual(unknown);
    expect(await ask(answer(503, { password_min_length: 12, mailbox: true }))).toEqual(unknown);
    expect(await ask(() => Promise.reject(new TypeError('offline')))).toEqual(unknown);
  });
});
