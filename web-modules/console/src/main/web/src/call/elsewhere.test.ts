import { DisconnectReason } from 'livekit-client';
import { describe, expect, it } from 'vitest';
import type { Admission } from '../api/calls.ts';
import { ApiError } from '../api/problem.ts';
import { lookElsewhere, mayGoOnElsewhere, PromptPolicy } from './elsewhere.ts';

const refused = (status: number) => new ApiError('x', status, 'x', undefined, {});
const at = (url: string): Admission => ({ url, token: 't', identity: 'me', role: 'guest' });
const OLD = 'ws://one:7880';

/** Answers in turn; the last one for ever. */
function answering(...answers: (Admission | ApiError)[]) {
  let asked = 0;
  const admit = () => {
    const answer = answers[Math.min(asked++, answers.length - 1)] as Admission | ApiError;
    return answer instanceof ApiError ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { admit, asked: () => asked };
}

const atOnce = () => Promise.resolve();

describe('looking for the call elsewhere', () => {
  it('goes on until the way leads to another media node, whatever cannot be answered meanwhile', async () => {
    const way = answering(at(OLD), refused(503), refused(0), refused(429), at(OLD), at('ws://two:7880'));
    const found = await lookElsewhere(way.admit, OLD, new AbortController().signal, atOnce);
    expect(found?.url).toBe('ws://two:7880');
    expect(way.asked()).toBe(6);
  });

  it.each([401, 403, 404, 410, 422])('ends when the call is closed to this person: %s', async (status) => {
    const way = answering(at(OLD), refused(status));
    expect(await lookElsewhere(way.admit, OLD, new AbortController().signal, atOnce)).toBeUndefined();
    expect(way.asked()).toBe(2);
  });

  it('stops when the old node is back', async () => {
    const stop = new AbortController();
    const way = answering(at(OLD));
    let waits = 0;
    const wait = () => {
      if (++waits === 3) stop.abort();
      return Promise.resolve();
    };
    expect(await lookElsewhere(way.admit, OLD, stop.signal, wait)).toBeUndefined();
    expect(way.asked()).toBe(2);
  });

  it('asks for the first time within a third of a second, and not everybody at once', async () => {
    const firsts = new Set<number>();
    for (let person = 0; person < 20; person++) {
      const stop = new AbortController();
      const wait = (ms: number) => {
        firsts.add(ms);
        stop.abort();
        return Promise.resolve();
      };
      await lookElsewhere(answering(at(OLD)).admit, OLD, stop.signal, wait);
    }
    expect(Math.max(...firsts)).toBeLessThan(333);
    expect(firsts.size).toBeGreaterThan(1);
  });

  it('asks fewer than thirty times a minute once it takes long', async () => {
    const pauses: number[] = [];
    const stop = new AbortController();
    const wait = (ms: number) => {
      pauses.push(ms);
      if (pauses.length === 20) stop.abort();
      return Promise.resolve();
    };
    await lookElsewhere(answering(at(OLD)).admit, OLD, stop.signal, wait);
    const minute = pauses.reduce<[number, number]>(([sum, n], ms) => (sum + ms > 60_000 ? [sum, n] : [sum + ms, n + 1]), [0, 0]);
    expect(minute[1]).toBeLessThan(30);
  });
});

it('a loss is told at once and once, and the SDK goes on in its own way', () => {
  let told = 0;
  const policy = new PromptPolicy(() => told++);
  const retry = (retryCount: number) => policy.nextRetryDelayInMs({ retryCount, elapsedMs: 0 });
  expect(retry(0)).toBeLessThanOrEqual(500);
  expect(retry(1)).toBeGreaterThan(0);
  expect(retry(100)).toBeNull();
  expect(told).toBe(1);
});

it('a lost connection is looked for, and what somebody wanted is not', () => {
  for (const reason of [undefined, DisconnectReason.SERVER_SHUTDOWN, DisconnectReason.CONNECTION_TIMEOUT]) {
    expect(mayGoOnElsewhere(reason)).toBe(true);
  }
  for (const reason of [DisconnectReason.CLIENT_INITIATED, DisconnectReason.ROOM_DELETED, DisconnectReason.PARTICIPANT_REMOVED, DisconnectReason.DUPLICATE_IDENTITY]) {
    expect(mayGoOnElsewhere(reason)).toBe(false);
  }
});
