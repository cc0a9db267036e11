import { expect, it } from 'vitest';
import { alertWords, baselineWords, layerWords, savedWords } from './words.ts';

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

it('what somebody is sent of a video says its size and why', () => {
  expect(layerWords({ wanted: 2, layer: 0, reason: 'bandwidth' })).toBe('low instead of high: the connection carries no more');
  expect(layerWords({ wanted: 2, layer: -1, reason: 'bandwidth' })).toBe('none instead of high: the connection carries no more');
  expect(layerWords({ wanted: 2, layer: 2, reason: 'bandwidth' })).toBe('high: the connection carries no more');
  expect(layerWords({ wanted: 0, layer: 0, reason: 'wanted' })).toBe('low: as large as it is shown');
  expect(layerWords({ wanted: -1, layer: -1, reason: 'hidden' })).toBe('none: not shown');
});
