import { AuthApiError, AuthRetryableFetchError, GoTrueClient, type User } from '@supabase/auth-js';
import { describe, expect, it } from 'vitest';
import { accountOf, nextPath } from './account.ts';
import { authErrorOf } from './words.ts';

const user = (parts: Partial<User>): User => ({ id: 'u1', aud: 'authenticated', created_at: '', app_metadata: {}, user_metadata: {}, ...parts });

describe('the account', () => {
  it('shows the chosen name and the AuraID', () => {
    const account = accountOf(user({ email: 'ana@example.org', user_metadata: { name: ' Ana ' }, app_metadata: { aura_id: '@ana.aura' } }));
    expect(account).toEqual({ id: 'u1', name: 'Ana', auraId: '@ana.aura', email: 'ana@example.org' });
  });

  it('without a name uses the e-mail', () => {
    expect(accountOf(user({ email: 'ana@example.org', user_metadata: { name: 7 } })).name).toBe('ana');
  });
});

describe('the way back after signing in', () => {
  it.each([
    ['/calls/1/lobby', '/calls/1/lobby'],
    [null, '/'],
    ['', '/'],
    ['https://evil.example', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/sign-in?next=/', '/'],
    ['/arrived', '/'],
    ['/second-factor?next=%2F', '/'],
    ['/\t/evil.example', '/'],
    ['/\n\\evil.example', '/'],
  ])('of %s is %s', (wanted, path) => {
    expect(nextPath(wanted)).toBe(path);
  });
});

describe('a refused sign-in', () => {
  it('is told in words', () => {
    expect(authErrorOf(new AuthApiError('Invalid login credentials', 400, 'invalid_credentials')).message).toBe('E-mail or password is wrong.');
    expect(authErrorOf(new AuthApiError('Password should be at least 6 characters.', 422, 'weak_password')).message).toBe('Password should be at least 6 characters.');
  });

  it('blames the connection only when no answer came', () => {
    expect(authErrorOf(new AuthRetryableFetchError('fetch failed', 0)).message).toMatch(/Check your connection/);
    expect(authErrorOf(new AuthRetryableFetchError('{}', 503)).message).toBe('The service is busy or being restarted. Try again in a moment.');
    expect(authErrorOf(new AuthRetryableFetchError('{}', 500)).message).toMatch(/on our side/);
  });

  it('with a passkey is told by what the browser says', () => {
    expect(authErrorOf(new DOMException('The operation was aborted', 'NotAllowedError')).message).toMatch(/cancelled/);
    expect(authErrorOf(new Error('wrapped', { cause: new DOMException('has one', 'InvalidStateError') })).message).toMatch(/has a passkey/);
  });

  it('for another reason is told too', () => {
    expect(authErrorOf(new DOMException('exceeded the quota', 'QuotaExceededError')).message).toMatch(/no room left/);
    expect(authErrorOf('odd').message).toBe('Something went wrong. Try again.');
  });
});

describe('the session', () => {
  const session = (token: string, expiresIn: number) => ({
    access_token: token, token_type: 'bearer', expires_in: expiresIn, expires_at: Math.floor(Date.now() / 1000) + expiresIn, refresh_token: `r-${token}`, user: user({}),
  });
  const client = (stored: unknown, fetcher: typeof fetch) => {
    const items = new Map([['s', JSON.stringify(stored)]]);
    const storage = { getItem: (key: string) => items.get(key) ?? null, setItem: (key: string, value: string) => void items.set(key, value), removeItem: (key: string) => void items.delete(key) };
    return { items, auth: new GoTrueClient({ url: 'http://auth.test/auth/v1', storageKey: 's', storage, autoRefreshToken: false, detectSessionInUrl: false, fetch: fetcher }) };
  };

  it('that expired is renewed before it is used', async () => {
    const { auth } = client(session('old', -10), async () => Response.json(session('new', 3600)));
    expect((await auth.getSession()).data.session?.access_token).toBe('new');
  });

  it('whose refresh token was refused is gone', async () => {
    const refusal = { code: 'refresh_token_not_found', message: 'Invalid Refresh Token: Refresh Token Not Found' };
    const { auth, items } = client(session('old', -10), async () => Response.json(refusal, { status: 400, headers: { 'x-supabase-api-version': '2024-01-01' } }));
    expect((await auth.getSession()).data.session).toBeNull();
    expect(items.has('s')).toBe(false);
  });
});
