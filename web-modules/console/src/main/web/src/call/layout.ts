import { useSyncExternalStore } from 'react';
import { onDevice } from '../kept.ts';

/** How pictures are arranged: all of one size, or one large with the others beside it. */
export type Layout = 'grid' | 'speaker';

/** One picture in the call: somebody's camera (or initials), or a screen. */
export interface Picture {
  identity: string;
  screen: boolean;
}

const KEY = 'auralink-layout';
const listeners = new Set<() => void>();

/** The arrangement chosen on this device, and a way to choose. */
export function useLayout(): [Layout, (layout: Layout) => void] {
  return [useSyncExternalStore(listen, chosen), choose];
}

function chosen(): Layout {
  return onDevice.getItem(KEY) === 'speaker' ? 'speaker' : 'grid';
}

function choose(layout: Layout) {
  if (layout === 'grid') onDevice.removeItem(KEY);
  else onDevice.setItem(KEY, layout);
  for (const changed of listeners) changed();
}

function listen(changed: () => void): () => void {
  listeners.add(changed);
  return () => void listeners.delete(changed);
}

export function isSame(one: Picture | undefined, other: Picture | undefined): boolean {
  return one !== undefined && other !== undefined && one.identity === other.identity && one.screen === other.screen;
}

/**
 * Which picture is large; undefined for none. What somebody pinned comes first, then the newest screen, then whoever spoke
 * last. A pin whose picture is gone counts no more.
 *
 * @param pictures everything that can be shown, screens in the order in which they began
 * @param lastSpeaker the other person who spoke last
 * @param me one's own identity: nobody wants to look at themselves while others are there
 */
export function focusOf(layout: Layout, pictures: readonly Picture[], pinned: Picture | undefined, lastSpeaker: string | undefined, me: string): Picture | undefined {
  const there = pictures.find((picture) => isSame(picture, pinned));
  if (there) return there;
  const screen = pictures.findLast((picture) => picture.screen);
  if (screen) return screen;
  if (layout === 'grid') return undefined;
  const people = pictures.filter((picture) => !picture.screen);
  if (people.length < 2) return undefined;
  return people.find((picture) => picture.identity === lastSpeaker) ?? people.find((picture) => picture.identity !== me);
}
