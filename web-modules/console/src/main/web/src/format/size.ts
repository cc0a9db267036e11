const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** An amount of data in its unit of the SI, by thousands: `950 B`, `12.3 MB`. */
export function size(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // What would be rounded to a thousand is one of the next.
  while (Math.abs(value) >= (unit === 0 ? 1000 : 999.95) && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]!}`;
}
