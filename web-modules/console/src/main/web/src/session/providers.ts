import { GoTrueClient } from '@supabase/auth-js';
import { onDevice } from '../kept.ts';
import { answerOf } from './answer.ts';
import { arrivalUrl } from './arrival.ts';

const KEY = 'auralink-provider';

/**
 * The way to a provider and back begins and ends in one browser, so a code comes back that is worth nothing without what was
 * kept here (RFC 7636): nobody can be signed in to somebody else's account by a link. Links of mails do not have that, because
 * people read them on other devices.
 */
function waiting(): GoTrueClient {
  return new GoTrueClient({
    url: `${window.location.origin}/auth/v1`, storageKey: KEY, storage: onDevice, flowType: 'pkce', autoRefreshToken: false, detectSessionInUrl: false,
  });
}

/** Leaves the page for the provider's. */
export async function signInAt(provider: string, next: string): Promise<void> {
  await answerOf(waiting().signInWithOAuth({ provider: provider as 'keycloak', options: { redirectTo: arrivalUrl(window.location.origin, next) } }));
}

/** The session for the code that the way back brought. */
export async function sessionFor(code: string): Promise<{ accessToken: string; refreshToken: string }> {
  try {
    const { session } = await answerOf(waiting().exchangeCodeForSession(code));
    if (!session) throw new Error('a code was exchanged for nothing');
    return { accessToken: session.access_token, refreshToken: session.refresh_token };
  } finally {
    onDevice.removeItem(KEY);
  }
}

/** A provider's name as people read it. */
export function providerName(provider: string): string {
  return provider.replace(/_oidc$/, '').replace(/(^|[-_])(\w)/g, (_, gap: string, letter: string) => (gap ? ' ' : '') + letter.toUpperCase());
}
