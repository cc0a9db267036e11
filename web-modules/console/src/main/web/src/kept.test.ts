import { describe, expect, it } from 'vitest';
import { keptIn } from './kept.ts';

const blocked = () => {
  throw new DOMException('The operation is insecure.', 'SecurityError');
};

function storage(room: number) {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (items.size >= room) throw new DOMException('exceeded the quota', 'QuotaExceededError');
      items.set(key, value);
    },
    removeItem: (key: string) => void items.delete(key),
  } as Storage;
}

describe('what is kept', () => {
  it('is in the storage of the browser', () => {
    const browser = storage(9);
    const kept = keptIn(() => browser);
    kept.setItem('theme', 'dark');
    expect(browser.getItem('theme')).toBe('dark');
    expect(kept.getItem('theme')).toBe('dark');
    kept.removeItem('theme');
    expect(kept.getItem('theme')).toBeNull();
  });

  it.each([
    ['blocked', blocked],
    ['full', () => storage(0)],
  ])('is there until the page is closed when the storage is %s', (_state, browser) => {
    const kept = keptIn(browser);
    expect(kept.getItem('theme')).toBeNull();
    kept.setItem('theme', 'dark');
    expect(kept.getItem('theme')).toBe('dark');
    kept.removeItem('theme');
    expect(kept.getItem('theme')).toBeNull();
  });
});
