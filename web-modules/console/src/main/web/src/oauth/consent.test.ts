import { expect, test } from 'vitest';
import { ApiError } from '../api/problem.ts';
import { inWords, needsSignIn, permissionsOf, placeOf } from './consent.ts';

test('scopes are said in words, and those nobody knows as they are', () => {
  expect(permissionsOf('openid email')).toEqual(['Know that it is you', 'See your e-mail address']);
  expect(permissionsOf('openid moon')).toEqual(['Know that it is you', 'moon']);
  expect(permissionsOf('')).toEqual([]);
});

test('the place is the host, and never what only looks like one', () => {
  expect(placeOf('https://chat.example.org/callback')).toBe('chat.example.org');
  expect(placeOf('https://chat.example.org:8443/callback')).toBe('chat.example.org:8443');
  expect(placeOf('https://good.example@evil.example/')).toBe('evil.example');
  expect(placeOf('https://b\u00fccher.example/')).toBe('xn--bcher-kva.example');
  expect(placeOf('http://127.0.0.1:4711/cb')).toBe('a program on this device');
  expect(placeOf('http://[::1]:4711/cb')).toBe('a program on this device');
  expect(placeOf('org.example.chat:/cb')).toBe('an app on this device (org.example.chat:)');
});

test('what went wrong says what to do', () => {
  const gone = inWords(new ApiError('authorization not found', 404, 'oauth_authorization_not_found', undefined, {}));
  expect(gone.message).toContain('start again');
  expect(needsSignIn(gone)).toBe(false);
  expect(needsSignIn(new ApiError('', 403, 'reauthentication_needed', undefined, {}))).toBe(true);
  expect(inWords(new ApiError('Something else.', 500, 'internal', undefined, {})).message).toBe('Something else.');
});
