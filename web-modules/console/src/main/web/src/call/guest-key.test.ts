import { expect, it } from 'vitest';
import { guestKey } from './guest-key.ts';

function store() {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
}

it('a browser is the same guest of a call again, and another one of every other call', () => {
  const device = store();
  const key = guestKey('one', device);
  expect(key).toMatch(/^[0-9A-Za-z]{22}$/);
  expect(guestKey('one', device)).toBe(key);
  expect(guestKey('two', device)).not.toBe(key);
  expect(guestKey('one', store())).not.toBe(key);
});

it('what is stored and is no key is replaced', () => {
  const device = store();
  device.setItem('auralink-guest-key:one', 'edited');
  expect(guestKey('one', device)).toMatch(/^[0-9A-Za-z]{22}$/);
});
