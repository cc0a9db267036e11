/** What a mail's link, or a provider, brought back in the address of the page. */
export type Arrival =
  | { kind: 'session'; accessToken: string; refreshToken: string; type: string }
  | { kind: 'code'; code: string }
  | { kind: 'half' }
  | { kind: 'unlocked' }
  | { kind: 'refused'; sentence: string }
  | { kind: 'nothing' };

/** What is said of a refusal. Its own text is not shown: it stands in the address, where anybody may have written it. */
const SENTENCES: Readonly<Record<string, string>> = {
  otp_expired: 'This link was used already, or it is too old. Ask for a new one.',
  user_banned: 'This account is blocked. Ask the operator of this server.',
  signup_disabled: 'New accounts are not open on this server. Ask its operator.',
  email_exists: 'There is an account with this e-mail already. Sign in to it, and link the provider on the account page.',
  identity_already_exists: 'This way to sign in belongs to an account already.',
  provider_email_needs_verification: 'The provider has not confirmed your e-mail address. Confirm it there, then try again.',
  bad_oauth_state: 'This sign-in took too long, or was begun in another window. Begin again.',
  bad_oauth_callback: 'The provider did not sign you in. Try again, or choose another way.',
};

const UNKNOWN = 'This did not work. Begin again.';

/** Reads an address as Supabase Auth writes it: a session in the fragment, a code in the query, or what went wrong in either. */
export function arrivalOf(search: string, hash: string): Arrival {
  const query = new URLSearchParams(search);
  const fragment = new URLSearchParams(hash.replace(/^#/, ''));
  const refusal = fragment.get('error_code') ?? query.get('error_code') ?? fragment.get('error') ?? query.get('error');
  if (refusal) return { kind: 'refused', sentence: SENTENCES[refusal] ?? UNKNOWN };
  const accessToken = fragment.get('access_token');
  const refreshToken = fragment.get('refresh_token');
  if (accessToken && refreshToken) return { kind: 'session', accessToken, refreshToken, type: fragment.get('type') ?? '' };
  const code = query.get('code');
  if (code) return { kind: 'code', code };
  const message = fragment.get('message');
  if (message?.startsWith('Confirmation link accepted')) return { kind: 'half' };
  if (message === 'You can sign in again') return { kind: 'unlocked' };
  return { kind: 'nothing' };
}

/** The page that reads what comes back, told where the person wants to be afterwards. */
export function arrivalUrl(origin: string, next: string): string {
  return next === '/' ? `${origin}/arrived` : `${origin}/arrived?next=${encodeURIComponent(next)}`;
}

/** Where somebody goes who has arrived: to a new password if that is what the link was for. */
export function pathAfter(type: string, next: string): string {
  return type === 'recovery' || type === 'invite' ? '/new-password' : next;
}
