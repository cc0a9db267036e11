import type { Room } from 'livekit-client';
import { useEffect, useRef, useState } from 'react';
import { onDevice } from '../kept.ts';
import type { Choices } from './choices.ts';
import type { Door, Parting } from './door.ts';
import { joinProblem } from './join-problem.ts';
import { Stay } from './stay.ts';

/** Tests and support read statistics from the room when this flag is in the query or in localStorage. */
const DEBUG_FLAG = 'auralink:debug';

declare global {
  interface Window {
    __auralinkRoom?: Room;
  }
}

export interface Connection {
  /** The room once connected; another one when the call goes on at another media node. */
  room: Room | undefined;
  /** Whether somebody inside has to let this person in. */
  waiting: boolean;
  /** Why joining failed. */
  failure: unknown;
  /** A device that could not be opened after joining. */
  deviceNote: string | undefined;
  retry: () => void;
}

const NOTHING_YET = { room: undefined, waiting: false, failure: undefined, deviceNote: undefined };

/** Joins the call while the page is shown; tells once when this person is out of it again. */
export function useConnection(door: Door, choices: Choices, onGone: (parting: Parting) => void): Connection {
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<Omit<Connection, 'retry'>>(NOTHING_YET);
  const latest = useRef({ door, choices, onGone });
  latest.current = { door, choices, onGone };
  useEffect(() => {
    let shown = true;
    const stay = new Stay(latest.current.door, latest.current.choices, {
      waiting: () => setState((before) => ({ ...before, waiting: true })),
      inside: (room) => {
        if (debugging()) window.__auralinkRoom = room;
        setState((before) => ({ ...before, waiting: false, room }));
      },
      deviceNote: (deviceNote) => setState((before) => ({ ...before, deviceNote })),
      gone: (parting) => latest.current.onGone(parting),
    });
    setState(NOTHING_YET);
    stay.begin().catch((failure: unknown) => shown && setState((before) => ({ ...before, failure: joinProblem(failure, stay.wasSignalled) })));
    const hangUp = () => {
      shown = false;
      delete window.__auralinkRoom;
      stay.end();
    };
    const comeBack = (event: PageTransitionEvent) => event.persisted && setAttempt((number) => number + 1);
    // A closed tab leaves at once, not when the node's timeout strikes; a reload joins again, so it is no parting.
    window.addEventListener('pagehide', hangUp);
    window.addEventListener('pageshow', comeBack);
    return () => {
      window.removeEventListener('pagehide', hangUp);
      window.removeEventListener('pageshow', comeBack);
      hangUp();
    };
  }, [attempt]);
  return { ...state, retry: () => setAttempt((number) => number + 1) };
}

function debugging(): boolean {
  return new URLSearchParams(window.location.search).has(DEBUG_FLAG) || onDevice.getItem(DEBUG_FLAG) !== null;
}
