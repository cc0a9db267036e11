import { describe, expect, it } from 'vitest';
import { clock, duration, relative } from './time.ts';

describe('duration', () => {
  it.each([
    [0, '0 s'],
    [-3, '0 s'],
    [48.4, '48 s'],
    [59.6, '1 min'],
    [60, '1 min'],
    [192, '3 min 12 s'],
    [3600, '1 h'],
    [3900, '1 h 5 min'],
    [90_061, '25 h 1 min'],
  ])('tells %s seconds as %s', (seconds, words) => {
    expect(duration(seconds)).toBe(words);
  });
});

describe('clock', () => {
  it.each([
    [0, '0:00'],
    [7.9, '0:07'],
    [754, '12:34'],
    [3723, '1:02:03'],
  ])('shows %s seconds as %s', (seconds, words) => {
    expect(clock(seconds)).toBe(words);
  });
});

describe('relative', () => {
  const now = new Date(2026, 10, 24, 12, 0, 0);
  const before = (seconds: number) => relative(new Date(now.getTime() - seconds * 1000), now);

  it('says just now for the last moments, also when clocks differ a little', () => {
    expect(before(3)).toBe('just now');
    expect(before(-20)).toBe('just now');
  });

  it('counts minutes, hours and days', () => {
    expect(before(60)).toBe('1 minute ago');
    expect(before(59 * 60)).toBe('59 minutes ago');
    expect(before(2 * 3600)).toBe('2 hours ago');
    expect(before(25 * 3600)).toBe('yesterday');
    expect(before(3 * 86_400)).toBe('3 days ago');
  });

  it('gives the date after a week, with the year when it is another', () => {
    expect(before(8 * 86_400)).toBe('Nov 16');
    expect(before(400 * 86_400)).toBe('Oct 20, 2025');
  });
});
