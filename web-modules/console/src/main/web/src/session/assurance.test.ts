import type { Factor, User } from '@supabase/auth-js';
import { describe, expect, it } from 'vitest';
import { owesSecondFactor, sessionIdOf } from './assurance.ts';

const token = (claims: object) => `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;

const factor = (status: 'verified' | 'unverified'): Factor =>
  ({ id: 'f1', factor_type: 'totp', status, created_at: '', updated_at: '' }) as Factor;

const session = (claims: object, factors?: Factor[]) => ({
  access_token: token(claims),
  user: { id: 'u1', aud: 'authenticated', created_at: '', app_metadata: {}, user_metadata: {}, ...(factors && { factors }) } as User,
});

describe('a second factor', () => {
  it('is owed by who has one and has not shown it', () => {
    expect(owesSecondFactor(session({ aal: 'aal1' }, [factor('verified')]))).toBe(true);
    expect(owesSecondFactor(session({}, [factor('unverified'), factor('verified')]))).toBe(true);
  });

  it('is not owed by who has shown it, or has none that works', () => {
    expect(owesSecondFactor(session({ aal: 'aal2' }, [factor('verified')]))).toBe(false);
    expect(owesSecondFactor(session({ aal: 'aal1' }, [factor('unverified')]))).toBe(false);
    expect(owesSecondFactor(session({ aal: 'aal1' }))).toBe(false);
  });
});

describe('a token', () => {
  it('names its session, also with letters that Base64url writes in its own way', () => {
    expect(sessionIdOf(token({ name: 'Zoë ÿ?>', session_id: 's1' }))).toBe('s1');
  });

  it('that is none names nothing', () => {
    expect(sessionIdOf('no token')).toBeUndefined();
    expect(sessionIdOf(token({ session_id: 7 }))).toBeUndefined();
  });
});
