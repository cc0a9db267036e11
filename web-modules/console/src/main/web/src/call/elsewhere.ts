import { DefaultReconnectPolicy, DisconnectReason, type ReconnectContext, type ReconnectPolicy } from 'livekit-client';
import type { Admission } from '../api/calls.ts';
import { ApiError } from '../api/problem.ts';

/**
 * Pauses before each look, in milliseconds. The first ones are short: asking has the server find out at once whether the
 * media node is gone, and the call goes on elsewhere then. Later ones keep far below the limit of requests for one account.
 */
const PAUSES_MS = [100, 400, 600, 1000, 1000, 1000, 2000, 3000, 5000];

/** People who lose a media node together do not ask together. */
const SPREAD_MS = 200;

/** After the connection was given up a call is looked for so long; then the person is told. */
export const LOOKING_MS = 30_000;

/** What happens to a connection and not to the person: the call may go on at another media node. */
const LOSSES: readonly (DisconnectReason | undefined)[] = [
  undefined,
  DisconnectReason.UNKNOWN_REASON,
  DisconnectReason.SERVER_SHUTDOWN,
  DisconnectReason.STATE_MISMATCH,
  DisconnectReason.JOIN_FAILURE,
  DisconnectReason.SIGNAL_CLOSE,
  DisconnectReason.CONNECTION_TIMEOUT,
];

/** livekit-client's own policy, which also says at once that a connection is lost: its events come up to 0.5 s later. */
export class PromptPolicy implements ReconnectPolicy {
  private readonly own = new DefaultReconnectPolicy();

  constructor(private readonly lost: () => void) {}

  nextRetryDelayInMs(context: ReconnectContext): number | null {
    if (context.retryCount === 0) this.lost();
    return this.own.nextRetryDelayInMs(context);
  }
}

export function mayGoOnElsewhere(reason: DisconnectReason | undefined): boolean {
  return LOSSES.includes(reason);
}

/** A request that was not answered may be the next time; one that was refused for good is not asked again. */
function isFinal(failure: unknown): boolean {
  return failure instanceof ApiError && failure.status >= 400 && failure.status < 500 && failure.status !== 429;
}

/**
 * Asks for a way into the call again and again, until it leads to another media node than before. The SDK tries the old
 * one by itself meanwhile, and knows no other.
 *
 * @param url of the node so far
 * @param wait resolves after so many milliseconds, or at once when the signal says stop
 * @returns undefined when it was stopped, or the call is over or closed to this person
 */
export async function lookElsewhere(
  admit: () => Promise<Admission>,
  url: string,
  stop: AbortSignal,
  wait: (ms: number, stop: AbortSignal) => Promise<void> = pause,
): Promise<Admission | undefined> {
  for (let look = 0; !stop.aborted; look++) {
    await wait((PAUSES_MS[Math.min(look, PAUSES_MS.length - 1)] ?? 0) + (look === 0 ? Math.random() * SPREAD_MS : 0), stop);
    if (stop.aborted) break;
    try {
      const admission = await admit();
      if (stop.aborted) break;
      if (admission.url !== url) return admission;
    } catch (failure) {
      if (isFinal(failure)) break;
    }
  }
  return undefined;
}

export function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    stop.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
