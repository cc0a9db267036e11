/** One stay in a call, as moments in ms; `to` undefined while it lasts. */
export interface Stay {
  from: number;
  to: number | undefined;
}

/** Where a stay lies on the call's time axis, in percent. */
export interface Span {
  left: number;
  width: number;
}

/** A stay of no length is still seen. */
const LEAST_PERCENT = 0.8;

/** Places stays on the axis from the first join to the end, or to now while someone is in. */
export function spansOf(stays: readonly Stay[], now: number): Span[] {
  const start = Math.min(...stays.map((stay) => stay.from));
  const end = Math.max(...stays.map((stay) => stay.to ?? now));
  const length = Math.max(1, end - start);
  return stays.map((stay) => {
    const width = Math.max(LEAST_PERCENT, (((stay.to ?? now) - stay.from) / length) * 100);
    const left = ((stay.from - start) / length) * 100;
    return { left: Math.min(left, 100 - Math.min(100, width)), width: Math.min(100, width) };
  });
}
