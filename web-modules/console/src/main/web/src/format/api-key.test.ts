import { expect, it } from 'vitest';
import { curlLine, keyState, livekitLines, scopeName } from './api-key.ts';

const now = new Date('2026-11-29T12:00:00Z');

it('a key works until it is revoked or its time is over', () => {
  expect(keyState({ revoked_at: null, expires_at: null }, now)).toBe('works');
  expect(keyState({ revoked_at: null, expires_at: '2026-11-29T12:00:01Z' }, now)).toBe('works');
  expect(keyState({ revoked_at: null, expires_at: '2026-11-29T12:00:00Z' }, now)).toBe('expired');
  expect(keyState({ revoked_at: '2026-11-28T12:00:00Z', expires_at: '2026-11-28T13:00:00Z' }, now)).toBe('revoked');
});

it('a key is named after the most that it may', () => {
  expect(scopeName(['read'])).toBe('Read');
  expect(scopeName(['write', 'read'])).toBe('Write');
  expect(scopeName(['admin'])).toBe('Admin');
});

it('a key is tried with a line for a terminal', () => {
  expect(curlLine('https://aura.example.org', 'ak_live_x')).toBe("curl -H 'Authorization: Bearer ak_live_x' https://aura.example.org/api/v1/calls");
});

it("a key is told to LiveKit's programs with the names that they look for", () => {
  const key = { url: 'wss://media.example.org', api_key: 'ak_live_x', api_secret: 's' };
  expect(livekitLines(key)).toBe('LIVEKIT_URL=wss://media.example.org\nLIVEKIT_API_KEY=ak_live_x\nLIVEKIT_API_SECRET=s');
  expect(livekitLines({ ...key, url: null })).toContain('LIVEKIT_URL=wss://\n');
});
