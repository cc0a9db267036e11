import { ConnectionError, DisconnectReason } from 'livekit-client';
import { describe, expect, it } from 'vitest';
import { problemOf } from '../api/problem.ts';
import { parseChoices } from './choices.ts';
import { bestGrid } from './grid.ts';
import { joinProblem } from './join-problem.ts';
import { partingSentence } from './parting.ts';
import { shortcutOf } from './shortcuts.ts';

describe('the grid', () => {
  it.each([
    [1, 1200, 700, 1, 1],
    [2, 1200, 700, 2, 1],
    [2, 390, 700, 1, 2],
    [4, 1200, 700, 2, 2],
    [4, 390, 700, 2, 2],
    [9, 1200, 700, 3, 3],
  ])('of %s tiles in %s x %s has %s columns and %s rows', (count, width, height, columns, rows) => {
    expect(bestGrid(count, width, height)).toEqual({ columns, rows });
  });

  it('has room for everyone, whatever the shape', () => {
    for (let count = 1; count <= 25; count++) {
      for (const [width, height] of [[320, 900], [900, 320], [1920, 1080]] as const) {
        const { columns, rows } = bestGrid(count, width, height);
        expect(columns * rows).toBeGreaterThanOrEqual(count);
      }
    }
  });

  it('of nobody is one cell', () => {
    expect(bestGrid(0, 100, 100)).toEqual({ columns: 1, rows: 1 });
  });
});

describe('a shortcut', () => {
  const press = (key: string, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, repeat: false, ...more });

  it('is one key, in either case', () => {
    expect(shortcutOf(press('m'), false, true)).toBe('microphone');
    expect(shortcutOf(press('V'), false, true)).toBe('camera');
    expect(shortcutOf(press('s'), false, true)).toBe('screen');
    expect(shortcutOf(press('c'), false, true)).toBe('chat');
    expect(shortcutOf(press('Escape'), false, true)).toBe('close');
    expect(shortcutOf(press('x'), false, true)).toBeUndefined();
  });

  it('does not act while someone types, holds a modifier or keeps the key down', () => {
    expect(shortcutOf(press('m'), true, true)).toBeUndefined();
    expect(shortcutOf(press('s', { ctrlKey: true }), false, true)).toBeUndefined();
    expect(shortcutOf(press('m', { repeat: true }), false, true)).toBeUndefined();
  });
});

it('a shortcut of one letter can be switched off, Esc stays', () => {
  const press = (key: string) => ({ key, ctrlKey: false, metaKey: false, altKey: false, repeat: false });
  expect(shortcutOf(press('m'), false, false)).toBeUndefined();
  expect(shortcutOf(press('Escape'), false, false)).toBe('close');
});

describe('a join that fails', () => {
  const sentence = (failure: unknown, signalled = false) => joinProblem(failure, signalled).message;

  it('because the call is full says so in the words of the API', () => {
    const full = { code: 'limit_exceeded', detail: 'The call is full: at most 2 people at once.' };
    expect(sentence(problemOf(422, full))).toBe('The call is full: at most 2 people at once.');
  });

  it('blames the firewall only when nothing answers, or no media gets through', () => {
    expect(sentence(ConnectionError.serverUnreachable('fetch failed'))).toMatch(/could not be reached. A firewall/);
    expect(sentence(ConnectionError.internal('could not establish pc connection'), true)).toMatch(/firewall may block UDP/);
    for (const refusal of [
      ConnectionError.websocket('refused'),
      ConnectionError.notAllowed('token is expired', 401),
      ConnectionError.internal('closed'),
      ConnectionError.timeout('silent'),
      ConnectionError.leaveRequest('left', DisconnectReason.ROOM_DELETED),
    ]) {
      expect(sentence(refusal)).not.toMatch(/firewall/);
    }
  });

  it('at a full node is told as full, at a refusing one as refused', () => {
    expect(sentence(ConnectionError.websocket('refused'))).toMatch(/may be full/);
    expect(sentence(ConnectionError.notAllowed('requested room does not exist', 404))).toMatch(/may have ended/);
  });

  it('for a reason of its own is told too', () => {
    expect(sentence(new TypeError('odd'))).toBe('Something went wrong while joining. Try again.');
  });
});

describe('the choices of the lobby', () => {
  it('come back as they were kept', () => {
    const choices = { name: 'Ana', microphone: true, camera: false, microphoneId: 'mic-1', cameraId: undefined };
    expect(parseChoices(JSON.stringify(choices))).toEqual(choices);
  });

  it.each([null, '', '{', '3', 'null', '{}', '{"name":"","microphone":true,"camera":true}', '{"name":"Ana","microphone":"yes","camera":true}'])(
    'count as none when stored as %s',
    (stored) => {
      expect(parseChoices(stored)).toBeUndefined();
    },
  );
});

it('says why the call ended', () => {
  expect(partingSentence(DisconnectReason.ROOM_DELETED)).toBe('The call was ended.');
  expect(partingSentence(undefined)).toBe('The connection was lost.');
  expect(partingSentence(DisconnectReason.UNKNOWN_REASON)).toBe('The connection was lost.');
});
