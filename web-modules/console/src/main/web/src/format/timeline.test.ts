import { expect, it } from 'vitest';
import { spansOf } from './timeline.ts';

it('spans the axis from the first join to the last leave', () => {
  expect(spansOf([{ from: 0, to: 100 }, { from: 50, to: 75 }], 500)).toEqual([{ left: 0, width: 100 }, { left: 50, width: 25 }]);
});

it('lets who is still in reach to now', () => {
  expect(spansOf([{ from: 0, to: undefined }, { from: 100, to: 150 }], 200)[0]).toEqual({ left: 0, width: 100 });
});

it('keeps the shortest stay visible and inside the axis', () => {
  const [, last] = spansOf([{ from: 0, to: 1000 }, { from: 1000, to: 1000 }], 1000);
  expect(last!.width).toBeGreaterThan(0);
  expect(last!.left + last!.width).toBeLessThanOrEqual(100);
});

it('draws a call of no length', () => {
  expect(spansOf([{ from: 5, to: 5 }], 5)).toEqual([{ left: 0, width: 0.8 }]);
});
