import { expect, it } from 'vitest';
import { size } from './size.ts';

it('an amount of data is told in its own unit', () => {
  expect([0, 999, 1000, 12_345, 999_949, 999_950, 4_200_000_000, 7e15].map(size)).toEqual(['0 B', '999 B', '1.0 kB', '12.3 kB', '999.9 kB', '1.0 MB', '4.2 GB', '7000.0 TB']);
});
