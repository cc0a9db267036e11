export type Shortcut = 'microphone' | 'camera' | 'screen' | 'close';

const KEYS: Readonly<Record<string, Shortcut>> = { m: 'microphone', v: 'camera', s: 'screen', escape: 'close' };

/** What a key press means in the call; nothing while someone types or holds a modifier. */
export function shortcutOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'>,
  typing: boolean,
): Shortcut | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing) return undefined;
  return KEYS[event.key.toLowerCase()];
}

/** Whether the key press belongs to a field or an open dialog. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable], dialog') !== null;
}
