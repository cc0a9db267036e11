import { useSyncExternalStore } from 'react';
import { onDevice } from '../kept.ts';

export type Shortcut = 'microphone' | 'camera' | 'screen' | 'chat' | 'close';

const LETTERS: Readonly<Record<string, Shortcut>> = { m: 'microphone', v: 'camera', s: 'screen', c: 'chat' };

const KEY = 'auralink-shortcuts';
const listeners = new Set<() => void>();

/** What a key press means in the call; nothing while someone types or holds a modifier. `letters`: whether letters act at all. */
export function shortcutOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'>,
  typing: boolean,
  letters: boolean,
): Shortcut | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing) return undefined;
  if (event.key === 'Escape') return 'close';
  return letters ? LETTERS[event.key.toLowerCase()] : undefined;
}

/** Whether the key press belongs to a field or an open dialog. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable], dialog') !== null;
}

/**
 * Whether single letters act, and a way to switch them on and off on this device. Speech input "types" what is said, so
 * that a word could mute its speaker (WCAG 2.1.4).
 */
export function useLetters(): [boolean, (on: boolean) => void] {
  return [useSyncExternalStore(listen, lettersOn), setLetters];
}

function lettersOn(): boolean {
  return onDevice.getItem(KEY) !== 'off';
}

function setLetters(on: boolean) {
  if (on) onDevice.removeItem(KEY);
  else onDevice.setItem(KEY, 'off');
  for (const changed of listeners) changed();
}

function listen(changed: () => void): () => void {
  listeners.add(changed);
  return () => void listeners.delete(changed);
}
