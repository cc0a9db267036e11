import { ApiError } from '../api/problem.ts';

const SCOPES: Readonly<Record<string, string>> = {
  openid: 'Know that it is you',
  profile: 'See your name, your AuraID and what you say about yourself',
  email: 'See your e-mail address',
  phone: 'See your phone number',
};

const SENTENCES: Readonly<Record<string, string>> = {
  oauth_authorization_not_found: 'This request was answered already, or took too long. Go back to the application and start again.',
  insufficient_aal: 'Sign in with your second factor before you let an application in.',
  reauthentication_needed: 'This application wants you to sign in again.',
  no_authorization: 'You need an account with an address before you let an application in.',
  feature_disabled: 'This server lets no other applications in.',
};

/** What a person allows, each in a sentence's part; a scope nobody here knows stands as it is. */
export function permissionsOf(scope: string): string[] {
  return scope.split(' ').filter(Boolean).map((word) => SCOPES[word] ?? word);
}

/** Where the browser goes afterwards, as far as a person can judge it: the host, or that it is a program of this device. */
export function placeOf(redirectUri: string): string {
  try {
    const { protocol, host, hostname } = new URL(redirectUri);
    if (protocol !== 'https:' && protocol !== 'http:') return `an app on this device (${protocol})`;
    return /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname) ? 'a program on this device' : host;
  } catch {
    return redirectUri;
  }
}

/** The same error with the sentence of this page, if it has one. */
export function inWords(error: ApiError): ApiError {
  const sentence = SENTENCES[error.code];
  return sentence ? new ApiError(sentence, error.status, error.code, error.traceId, {}) : error;
}

/** Whether signing in once more helps. */
export function needsSignIn(error: ApiError): boolean {
  return error.code === 'reauthentication_needed' || error.code === 'insufficient_aal' || error.code === 'no_authorization';
}
