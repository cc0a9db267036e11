import { AuthError, AuthRetryableFetchError } from '@supabase/auth-js';
import { ApiError, problemOf, unreachable } from '../api/problem.ts';

const SENTENCES: Readonly<Record<string, string>> = {
  invalid_credentials: 'E-mail or password is wrong.',
  user_already_exists: 'There is already an account with this e-mail. Sign in instead.',
  email_exists: 'There is already an account with this e-mail. Sign in instead.',
  email_not_confirmed: 'Confirm your e-mail address first: open the link we sent you.',
  signup_disabled: 'New accounts are not open on this server. Ask its operator.',
  over_request_rate_limit: 'Too many attempts. Wait a minute, then try again.',
  user_banned: 'This account is blocked. Ask the operator of this server.',
};

/** The sentence a person reads when signing in or up failed. */
export function authErrorOf(failure: unknown): ApiError {
  // The library keeps no body of a 5xx answer: the status has to do.
  if (failure instanceof AuthRetryableFetchError) return failure.status ? problemOf(failure.status, undefined) : unreachable();
  if (failure instanceof Error && failure.name === 'QuotaExceededError') {
    return new ApiError('This browser has no room left to keep you signed in. Delete site data, then try again.', 0, 'storage_full', undefined, {});
  }
  if (!(failure instanceof AuthError)) return new ApiError('Something went wrong. Try again.', 0, 'unknown', undefined, {});
  const code = failure.code ?? 'unknown';
  return new ApiError(SENTENCES[code] ?? failure.message, failure.status ?? 0, code, undefined, {});
}
