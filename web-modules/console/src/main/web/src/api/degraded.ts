/** That something which the server needs is away, as its answers tell. */
export interface Degradation {
  /** What stands in for it: `redis-cache`, `memory-cache` or `memory`. */
  fallback: string;
  /** How old the answer was, when it was a copy. */
  ageSeconds: number | undefined;
}

let present: Degradation | undefined;
const listeners = new Set<() => void>();

/** Reads an answer's headers. A good answer without them ends it; a refusal tells nothing. */
export function noteDegradation(response: Response): void {
  if (response.headers.get('x-degraded-mode') === 'true') {
    const age = Number(response.headers.get('age') ?? Number.NaN);
    change({ fallback: response.headers.get('x-fallback-used') ?? '', ageSeconds: Number.isInteger(age) ? age : undefined });
  } else if (response.ok) {
    change(undefined);
  }
}

function change(next: Degradation | undefined): void {
  if (present?.fallback === next?.fallback && present?.ageSeconds === next?.ageSeconds) return;
  present = next;
  listeners.forEach((listener) => listener());
}

/** For useSyncExternalStore. */
export function onDegradation(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function degradation(): Degradation | undefined {
  return present;
}

/** What a person is told. */
export function wordsOf({ fallback, ageSeconds }: Degradation): string {
  if (fallback === 'memory') {
    return 'A part of AuraLink is away. Running calls go on; joining a call may have to wait a moment.';
  }
  return `The database cannot be reached. You see what was known ${agoOf(ageSeconds)}. Running calls go on; starting, joining and ending calls works again when it is back.`;
}

function agoOf(seconds: number | undefined): string {
  if (seconds === undefined) return 'before';
  if (seconds < 60) return 'less than a minute ago';
  const minutes = Math.round(seconds / 60);
  return minutes === 1 ? 'a minute ago' : `${minutes} minutes ago`;
}
