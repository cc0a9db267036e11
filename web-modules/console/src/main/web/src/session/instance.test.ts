import { describe, expect, it } from 'vitest';
import { instance } from './instance.ts';

const answer = (status: number, body: unknown) => () => Promise.resolve(new Response(JSON.stringify(body), { status }));
const ask = (fetcher: typeof fetch) => instance(new AbortController().signal, fetcher);
const unknown = { shortestPassword: undefined, keepsMail: false, providers: [], passkeys: false, signUps: true };

describe('instance', () => {
  it('is what the server says', async () => {
    expect(await ask(answer(200, { password_min_length: 12, mailbox: true, passkeys_enabled: true, disable_signup: true }))).toEqual({
      ...unknown, shortestPassword: 12, keepsMail: true, passkeys: true, signUps: false,
    });
    expect(await ask(answer(200, { password_min_length: 12, mailbox: false }))).toMatchObject({ shortestPassword: 12, keepsMail: false });
  });

  it('has the providers that are set up', async () => {
    const external = { google: false, email: true, anonymous_users: true, phone: false, office: true, keycloak: true };
    expect((await ask(answer(200, { external }))).providers).toEqual(['office', 'keycloak']);
  });

  it('is unknown when the server says nothing that can be used', async () => {
    expect(await ask(answer(200, {}))).toEqual(unknown);
    expect(await ask(answer(200, { password_min_length: '12', mailbox: 'true' }))).toEqual(unknown);
    expect(await ask(answer(503, { password_min_length: 12, mailbox: true }))).toEqual(unknown);
    expect(await ask(() => Promise.reject(new TypeError('offline')))).toEqual(unknown);
  });
});
