import { describe, expect, it } from 'vitest';
import type { CallRole } from '../api/calls.ts';
import { moderationOf, type Source } from '../api/moderation.ts';
import { actionsFor, moderates, roleFrom } from './moderating.ts';

const sent: string[] = [];
const moderation = moderationOf(async <T>(request: { path: string }) => {
  sent.push(request.path);
  return undefined as T;
}, 'c1');

function labels(mine: CallRole, identity: string, role: CallRole, sending: readonly Source[] = []) {
  return actionsFor(moderation, mine, { identity, role, sending }).map((action) => action.label);
}

describe('what may be done to somebody', () => {
  it('depends on what they send', () => {
    expect(labels('host', 'a1', 'participant', ['microphone'])).toEqual(['Mute', 'Make moderator']);
    expect(labels('host', 'a1', 'participant', ['camera', 'screen_share'])).toEqual(['Turn camera off', 'Stop their screen', 'Make moderator']);
  });

  it('makes moderators of members and lets guests share their screen', () => {
    expect(labels('moderator', 'a1', 'moderator')).toEqual(['Take moderation back']);
    expect(labels('moderator', 'guest_1', 'guest')).toEqual(['Let them share their screen']);
    expect(labels('moderator', 'guest_1', 'participant')).toEqual(['Take screen sharing back']);
  });

  it('is nothing to the host, by a moderator', () => {
    expect(labels('moderator', 'a1', 'host', ['microphone'])).toEqual([]);
  });

  it('is asked of the API under the name that it has there', async () => {
    await actionsFor(moderation, 'host', { identity: 'guest_1', role: 'guest', sending: ['microphone'] })[0]?.run();
    expect(sent).toEqual(['/calls/c1/participants/guest_1/mute']);
  });
});

it('a role that is not known takes part', () => {
  expect(roleFrom(undefined)).toBe('participant');
  expect(roleFrom('emperor')).toBe('participant');
  expect(moderates(roleFrom('host'))).toBe(true);
  expect(moderates(roleFrom('guest'))).toBe(false);
});
