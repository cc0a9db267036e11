import { AuthError, AuthRetryableFetchError } from '@supabase/auth-js';
import { ApiError, problemOf, unreachable } from '../api/problem.ts';

const SENTENCES: Readonly<Record<string, string>> = {
  invalid_credentials: 'E-mail or password is wrong.',
  user_already_exists: 'There is already an account with this e-mail. Sign in instead.',
  email_exists: 'There is already an account with this e-mail. Sign in instead.',
  email_not_confirmed: 'Confirm your e-mail address first: open the link we sent you.',
  signup_disabled: 'New accounts are not open on this server. Ask its operator.',
  over_request_rate_limit: 'Too many attempts. Wait a minute, then try again.',
  over_email_send_rate_limit: 'A mail was sent a moment ago. Wait a minute, then ask for another one.',
  user_banned: 'This account is blocked. Ask the operator of this server.',
  otp_expired: 'This code is wrong, or too old. Look again, or ask for a new mail.',
  otp_disabled: 'There is no account with this e-mail. Look for a typo, or create one.',
  same_password: 'This is the password that you have. Choose another one.',
  current_password_required: 'Type in your present password too.',
  current_password_invalid: 'Your present password is wrong.',
  reauthentication_needed: 'You signed in long ago. Type in the code that we sent you by mail.',
  reauthentication_not_valid: 'This code is wrong, or too old.',
  insufficient_aal: 'Show your second factor first: sign out, then in again.',
  mfa_verification_failed: 'This code is wrong. Codes change every 30 seconds, and each is good once.',
  mfa_challenge_expired: 'That took too long. Try again.',
  mfa_factor_name_conflict: 'You have one of this name already. Choose another name.',
  too_many_enrolled_mfa_factors: 'You have as many as one may have. Remove one first.',
  mfa_totp_enroll_not_enabled: 'This server is not set up for codes of authenticator apps. Ask its operator.',
  webauthn_verification_failed: 'This passkey was not accepted here. Try another one.',
  webauthn_challenge_not_found: 'That took too long. Try again.',
  single_identity_not_deletable: 'This is the last way to sign in that you have.',
  manual_linking_disabled: 'On this server, ways to sign in cannot be added or removed.',
};

/** What browsers say of a passkey, by the names of WebAuthn's errors. */
const CEREMONIES: Readonly<Record<string, string>> = {
  NotAllowedError: 'No passkey was used: it was cancelled, took too long, or there is none here.',
  InvalidStateError: 'This device has a passkey for your account already.',
  NotSupportedError: 'This device cannot make a passkey.',
  SecurityError: 'Passkeys do not work at this address. They need a domain name and HTTPS.',
  AbortError: 'No passkey was used.',
};

/** The sentence a person reads when signing in or up failed. */
export function authErrorOf(failure: unknown): ApiError {
  // The library keeps no body of a 5xx answer: the status has to do.
  if (failure instanceof AuthRetryableFetchError) return failure.status ? problemOf(failure.status, undefined) : unreachable();
  if (failure instanceof Error && failure.name === 'QuotaExceededError') {
    return new ApiError('This browser has no room left to keep you signed in. Delete site data, then try again.', 0, 'storage_full', undefined, {});
  }
  const ceremony = failure instanceof Error ? ceremonyWords(failure) : undefined;
  if (ceremony) return new ApiError(ceremony, 0, 'webauthn', undefined, {});
  if (!(failure instanceof AuthError)) return new ApiError('Something went wrong. Try again.', 0, 'unknown', undefined, {});
  const code = failure.code ?? 'unknown';
  return new ApiError(SENTENCES[code] ?? failure.message, failure.status ?? 0, code, undefined, {});
}

/** auth-js wraps what the browser threw, once or twice. */
function ceremonyWords(failure: Error): string | undefined {
  for (let at: unknown = failure, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth++) {
    const words = CEREMONIES[at.name];
    if (words) return words;
  }
  return undefined;
}
