import { expect, it } from 'vitest';
import { alertWords } from './words.ts';

it('an alert says what was wrong, and for how many', () => {
  expect(alertWords({ kind: 'high_loss', people: 1 })).toBe('High packet loss for one person');
  expect(alertWords({ kind: 'no_media', people: 3 })).toBe('Nothing came through for 3 people at once');
});
