import { describe, expect, it, vi } from 'vitest';
import type { JoinAnswer } from '../api/calls.ts';
import { ApiError } from '../api/problem.ts';
import { admission, enterThrough, type Way } from './entering.ts';

const TICKET: JoinAnswer = { url: 'wss://node', token: 't', identity: 'guest_1', role: 'guest' };
const PLACE: JoinAnswer = { entry_id: 'e1', status: 'waiting', ask_after_seconds: 3 };
const refusal = (status: number, code: string) => new ApiError('No.', status, code, undefined, {});

function enter(way: Way, stop = new AbortController().signal) {
  const waiting = vi.fn();
  const wait = vi.fn(async () => undefined);
  return { waiting, wait, ticket: enterThrough(way, 'Grace', stop, waiting, wait) };
}

describe('the way into a call', () => {
  it('is straight where nobody holds one up', async () => {
    const ask = vi.fn();
    const { ticket, waiting } = enter({ admit: async () => TICKET, ask });
    expect(await ticket).toBe(TICKET);
    expect(waiting).not.toHaveBeenCalled();
    expect(ask).not.toHaveBeenCalled();
  });

  it('goes through the lobby until somebody lets one in', async () => {
    const ask = vi.fn().mockResolvedValueOnce(PLACE).mockResolvedValueOnce(TICKET);
    const { ticket, waiting, wait } = enter({ admit: async () => PLACE, ask });
    expect(await ticket).toBe(TICKET);
    expect(waiting).toHaveBeenCalled();
    expect(wait).toHaveBeenCalledWith(3000, expect.anything());
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('ends when somebody refuses', async () => {
    const { ticket } = enter({ admit: async () => PLACE, ask: () => Promise.reject(refusal(403, 'lobby_denied')) });
    await expect(ticket).rejects.toMatchObject({ code: 'lobby_denied' });
  });

  it('goes on when a question got no answer, and begins again when the place is lost', async () => {
    const admit = vi.fn().mockResolvedValueOnce(PLACE).mockResolvedValueOnce(TICKET);
    const ask = vi.fn().mockRejectedValueOnce(refusal(503, 'dependency_unavailable')).mockRejectedValueOnce(refusal(404, 'not_found'));
    const { ticket } = enter({ admit, ask });
    expect(await ticket).toBe(TICKET);
    expect(admit).toHaveBeenCalledTimes(2);
  });

  it('is broken off by leaving', async () => {
    const stop = new AbortController();
    stop.abort();
    expect(await enter({ admit: async () => PLACE, ask: async () => PLACE }, stop.signal).ticket).toBeUndefined();
  });

  it('of who was inside leads through no lobby', async () => {
    expect(await admission(Promise.resolve(TICKET))).toBe(TICKET);
    await expect(admission(Promise.resolve(PLACE))).rejects.toMatchObject({ status: 403 });
  });
});
