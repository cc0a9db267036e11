import { describe, expect, it, vi } from 'vitest';
import { sender } from './client.ts';
import { degradation, noteDegradation, onDegradation, wordsOf } from './degraded.ts';

const answer = (status: number, headers: Record<string, string> = {}) => new Response('{}', { status, headers });
const stale = { 'x-degraded-mode': 'true', 'x-fallback-used': 'redis-cache', age: '125' };

describe('degradation', () => {
  it('begins with an answer that says so and ends with a good one that does not', () => {
    const changed = vi.fn();
    const stop = onDegradation(changed);
    noteDegradation(answer(200, stale));
    expect(degradation()).toEqual({ fallback: 'redis-cache', ageSeconds: 125 });
    noteDegradation(answer(200, stale));
    noteDegradation(answer(503));
    expect(degradation()).toBeDefined();
    noteDegradation(answer(200));
    expect(degradation()).toBeUndefined();
    expect(changed).toHaveBeenCalledTimes(2);
    stop();
  });

  it('is noticed by every request', async () => {
    await sender(undefined, (async () => answer(200, stale)) as typeof fetch)({ path: '/calls' });
    expect(degradation()?.fallback).toBe('redis-cache');
    noteDegradation(answer(200));
  });

  it('is told in words', () => {
    expect(wordsOf({ fallback: 'redis-cache', ageSeconds: 125 })).toMatch(/known 2 minutes ago/);
    expect(wordsOf({ fallback: 'memory-cache', ageSeconds: 59 })).toMatch(/less than a minute ago/);
    expect(wordsOf({ fallback: 'memory-cache', ageSeconds: 61 })).toMatch(/known a minute ago/);
    expect(wordsOf({ fallback: 'memory', ageSeconds: undefined })).toMatch(/joining a call may have to wait/);
  });
});
