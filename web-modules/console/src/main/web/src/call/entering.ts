import { isWaiting, type Admission, type JoinAnswer, type Waiting } from '../api/calls.ts';
import { ApiError } from '../api/problem.ts';
import type { Door } from './door.ts';

/** A question that got no answer is asked again after this time; the place in the lobby is kept for longer. */
const PATIENCE_MS = 5000;

/** What is asked for at the door. */
export type Way = Pick<Door, 'admit' | 'ask'>;

/**
 * Gets a ticket, through the lobby if there is one: asks again and again until somebody inside has decided.
 *
 * @param onWaiting is told once this person waits
 * @param wait resolves after so many milliseconds, or at once when the signal says stop
 * @returns undefined when it was stopped
 */
export async function enterThrough(
  way: Way,
  name: string,
  stop: AbortSignal,
  onWaiting: () => void,
  wait: (ms: number, stop: AbortSignal) => Promise<void>,
): Promise<Admission | undefined> {
  let answer: JoinAnswer = await way.admit(name);
  while (isWaiting(answer)) {
    onWaiting();
    await wait(answer.ask_after_seconds * 1000, stop);
    if (stop.aborted) return undefined;
    answer = await next(way, name, answer, stop, wait);
  }
  return answer;
}

async function next(way: Way, name: string, place: Waiting, stop: AbortSignal, wait: (ms: number, stop: AbortSignal) => Promise<void>): Promise<JoinAnswer> {
  try {
    return await way.ask(place);
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure;
    // A computer that slept has lost its place.
    if (failure.status === 404) return way.admit(name);
    if (failure.status !== 0 && failure.status !== 429 && failure.status < 500) throw failure;
    await wait(PATIENCE_MS, stop);
    return place;
  }
}

/** The same for somebody who was inside: they do not wait. */
export async function admission(answer: Promise<JoinAnswer>): Promise<Admission> {
  const got = await answer;
  if (isWaiting(got)) throw new ApiError('You are in the lobby of this call now. Join it again.', 403, 'lobby', undefined, {});
  return got;
}
