import { describe, expect, it } from 'vitest';
import { QualityTally, type Quality } from './quality.ts';

const wordOf = (...parts: Array<[Quality | undefined, number]>) => {
  const tally = new QualityTally();
  let now = 1_000;
  for (const [quality, seconds] of parts) {
    tally.changed(quality, now);
    now += seconds * 1000;
  }
  return tally.word(now);
};

describe('a call in a word', () => {
  it('weighs each quality by its time', () => {
    expect(wordOf(['excellent', 90], ['good', 10])).toBe('Excellent');
    expect(wordOf(['excellent', 50], ['good', 50])).toBe('Good');
    expect(wordOf(['excellent', 80], ['poor', 20])).toBe('Poor');
    expect(wordOf(['excellent', 90], ['lost', 10])).toBe('Excellent');
    expect(wordOf(['good', 80], ['lost', 20])).toBe('Poor');
  });

  it('counts time that was not measured for nothing', () => {
    expect(wordOf()).toBeUndefined();
    expect(wordOf([undefined, 50])).toBeUndefined();
    expect(wordOf([undefined, 50], ['good', 1])).toBe('Good');
  });
});
