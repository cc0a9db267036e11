import type { Kept } from '../kept.ts';

/** What a person chose in the lobby, kept in the tab so that a reload of the call brings them back. */
export interface Choices {
  name: string;
  microphone: boolean;
  camera: boolean;
  microphoneId: string | undefined;
  cameraId: string | undefined;
}

const PREFIX = 'auralink-call:';
const LAST_NAME = 'auralink-guest-name';

/** The choices for one call; undefined when the lobby was not passed in this tab. */
export function readChoices(key: string, store: Kept): Choices | undefined {
  return parseChoices(store.getItem(PREFIX + key));
}

export function keepChoices(key: string, choices: Choices, store: Kept) {
  store.setItem(PREFIX + key, JSON.stringify(choices));
}

export function forgetChoices(key: string, store: Kept) {
  store.removeItem(PREFIX + key);
}

/** The name a guest used before on this device. */
export function lastGuestName(store: Kept): string {
  return store.getItem(LAST_NAME) ?? '';
}

export function keepGuestName(name: string, store: Kept) {
  store.setItem(LAST_NAME, name);
}

/** Stored text may be from another release or edited: whatever does not fit counts as no choice. */
export function parseChoices(stored: string | null): Choices | undefined {
  if (!stored) return undefined;
  try {
    const value: unknown = JSON.parse(stored);
    if (typeof value !== 'object' || value === null) return undefined;
    const { name, microphone, camera, microphoneId, cameraId } = value as Record<string, unknown>;
    if (typeof name !== 'string' || name === '' || typeof microphone !== 'boolean' || typeof camera !== 'boolean') return undefined;
    return {
      name,
      microphone,
      camera,
      microphoneId: typeof microphoneId === 'string' ? microphoneId : undefined,
      cameraId: typeof cameraId === 'string' ? cameraId : undefined,
    };
  } catch {
    return undefined;
  }
}
