import type { ApiKey, LiveKitKey } from '../api/organizations.ts';

/** What a key may do, each with what it is called where it is chosen. */
export const SCOPES: ReadonlyArray<readonly [name: string, scopes: readonly string[], words: string]> = [
  ['read', ['read'], 'Read: see what a member sees'],
  ['write', ['read', 'write'], 'Write: start, moderate and enter calls too'],
  ['admin', ['read', 'write', 'admin'], 'Admin: webhooks, alerts, audit and the organization’s name too'],
];

/** The widest of a key's scopes, in a word. */
export function scopeName(scopes: readonly string[]): string {
  if (scopes.includes('admin')) return 'Admin';
  return scopes.includes('write') ? 'Write' : 'Read';
}

export type KeyState = 'works' | 'revoked' | 'expired';

/** Whether a key still works. */
export function keyState(key: Pick<ApiKey, 'revoked_at' | 'expires_at'>, now: Date): KeyState {
  if (key.revoked_at) return 'revoked';
  return key.expires_at && Date.parse(key.expires_at) <= now.getTime() ? 'expired' : 'works';
}

/** Lines of an .env file, by which LiveKit's server SDKs and its CLI find their way. */
export function livekitLines({ url, api_key, api_secret }: LiveKitKey): string {
  return `LIVEKIT_URL=${url ?? 'wss://'}\nLIVEKIT_API_KEY=${api_key}\nLIVEKIT_API_SECRET=${api_secret}`;
}

/** A line for a terminal that tries the key; it goes between apostrophes, as a shell takes it literally. */
export function curlLine(origin: string, key: string): string {
  return `curl -H 'Authorization: Bearer ${key}' ${origin}/api/v1/calls`;
}
