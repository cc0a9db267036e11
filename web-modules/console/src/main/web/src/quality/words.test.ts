import { expect, it } from 'vitest';
import { alertWords, baselineWords, savedWords } from './words.ts';

it('an alert says what was wrong, and for how many', () => {
  expect(alertWords({ kind: 'high_loss', people: 1 })).toBe('High packet loss for one person');
  expect(alertWords({ kind: 'no_media', people: 3 })).toBe('Nothing came through for 3 people at once');
});

it('what was saved says against what, and whether it was less or more', () => {
  expect(baselineWords('adaptive_stream').meaning).toContain('asked for');
  expect(baselineWords('best_layer').meaning).toContain('the best');
  expect(savedWords({ saved_bytes: 98_000_000, saved_percent: 19.2 })).toBe('98.0 MB (19.2 %) less was sent');
  expect(savedWords({ saved_bytes: -500, saved_percent: -50 })).toBe('500 B (50.0 %) more was sent');
});

it('nothing is said of a part where there was nothing to compare with', () => {
  expect(savedWords({ saved_bytes: -1000, saved_percent: null })).toBe('1.0 kB more was sent');
  expect(savedWords({ saved_bytes: 0, saved_percent: 0 })).toBe('As much was sent');
});
