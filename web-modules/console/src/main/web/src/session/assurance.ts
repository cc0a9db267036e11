import type { Session } from '@supabase/auth-js';

/** Whether the person has a second factor that this session has not shown yet. */
export function owesSecondFactor(session: Pick<Session, 'access_token' | 'user'>): boolean {
  const has = session.user.factors?.some((factor) => factor.status === 'verified') ?? false;
  return has && claimOf(session.access_token, 'aal') !== 'aal2';
}

/** The session that a token belongs to, as the list of devices names it. */
export function sessionIdOf(accessToken: string): string | undefined {
  const id = claimOf(accessToken, 'session_id');
  return typeof id === 'string' ? id : undefined;
}

/** A claim of our own token. It is not verified: the server does that, and here only the way through the pages hangs on it. */
function claimOf(accessToken: string, name: string): unknown {
  try {
    const payload = (accessToken.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/');
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    return (JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>)[name];
  } catch {
    return undefined;
  }
}
