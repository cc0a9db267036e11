import type { Kept } from '../kept.ts';

const PREFIX = 'auralink-guest-key:';
const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const LENGTH = 22;

/**
 * The secret by which this browser is the same guest of a call when it comes again: it keeps its place in the lobby, and comes
 * back to a call that was locked meanwhile. Another one for every link, so that nobody is known again in another call.
 */
export function guestKey(code: string, store: Kept): string {
  const kept = store.getItem(PREFIX + code);
  if (kept !== null && /^[0-9A-Za-z]{22}$/.test(kept)) return kept;
  const fresh = randomKey();
  store.setItem(PREFIX + code, fresh);
  return fresh;
}

/** 128 random bits and more; bytes that would make some letters likelier are thrown away. */
function randomKey(): string {
  let key = '';
  while (key.length < LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(LENGTH))) {
      if (byte < 4 * LETTERS.length && key.length < LENGTH) key += LETTERS.charAt(byte % LETTERS.length);
    }
  }
  return key;
}
