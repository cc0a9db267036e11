import { DisconnectReason, Room, RoomEvent } from 'livekit-client';
import { useEffect, useRef, useState } from 'react';
import { onDevice } from '../kept.ts';
import type { Choices } from './choices.ts';
import { deviceProblem } from './devices.ts';
import type { Door, Parting } from './door.ts';
import { joinProblem } from './join-problem.ts';
import { partingSentence } from './parting.ts';

/** Tests and support read statistics from the room when this flag is in the query or in localStorage. */
const DEBUG_FLAG = 'auralink:debug';

declare global {
  interface Window {
    __auralinkRoom?: Room;
  }
}

export interface Connection {
  /** The room once connected. */
  room: Room | undefined;
  /** Why joining failed. */
  failure: unknown;
  /** A device that could not be opened after joining. */
  deviceNote: string | undefined;
  retry: () => void;
}

/** Joins the call while the page is shown; tells once when this person is out of it again. */
export function useConnection(door: Door, choices: Choices, onGone: (parting: Parting) => void): Connection {
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<Omit<Connection, 'retry'>>({ room: undefined, failure: undefined, deviceNote: undefined });
  const latest = useRef({ door, choices, onGone });
  latest.current = { door, choices, onGone };
  useEffect(() => {
    const current = latest.current;
    const room = roomFor(current.choices);
    let shown = true;
    let signalled = false;
    let since = 0;
    const people = new Set<string>();
    room.on(RoomEvent.ParticipantConnected, (participant) => people.add(participant.name || 'Guest'));
    room.on(RoomEvent.SignalConnected, () => (signalled = true));
    room.on(RoomEvent.Disconnected, (reason) => {
      // Without a start it never connected, and connect() rejects with the reason.
      if (!shown || since === 0) return;
      const wished = reason === DisconnectReason.CLIENT_INITIATED;
      latest.current.onGone({
        sentence: wished ? 'You left the call.' : partingSentence(reason),
        wished,
        seconds: Math.round((Date.now() - since) / 1000),
        people: [...people],
      });
    });
    setState({ room: undefined, failure: undefined, deviceNote: undefined });
    const join = async () => {
      const { url, token } = await current.door.admit(current.choices.name);
      if (!shown) return;
      await room.connect(url, token);
      if (!shown) return void room.disconnect();
      since = Date.now();
      for (const participant of room.remoteParticipants.values()) people.add(participant.name || 'Guest');
      if (debugging()) window.__auralinkRoom = room;
      setState((before) => ({ ...before, room }));
      const deviceNote = await openDevices(room, current.choices);
      if (shown && deviceNote) setState((before) => ({ ...before, deviceNote }));
    };
    join().catch((failure: unknown) => shown && setState((before) => ({ ...before, failure: joinProblem(failure, signalled) })));
    const hangUp = () => {
      shown = false;
      delete window.__auralinkRoom;
      void room.disconnect();
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

function roomFor(choices: Choices): Room {
  return new Room({
    adaptiveStream: true,
    dynacast: false,
    disconnectOnPageLeave: false,
    ...(choices.microphoneId && { audioCaptureDefaults: { deviceId: choices.microphoneId } }),
    ...(choices.cameraId && { videoCaptureDefaults: { deviceId: choices.cameraId } }),
  });
}

/** Publishes what was chosen; one device that fails does not keep the other from working. */
async function openDevices(room: Room, choices: Choices): Promise<string | undefined> {
  const me = room.localParticipant;
  const [microphone, camera] = await Promise.allSettled([
    choices.microphone ? me.setMicrophoneEnabled(true) : undefined,
    choices.camera ? me.setCameraEnabled(true) : undefined,
  ]);
  if (microphone.status === 'rejected') return `Microphone: ${deviceProblem(microphone.reason)}`;
  if (camera.status === 'rejected') return `Camera: ${deviceProblem(camera.reason)}`;
  return undefined;
}

function debugging(): boolean {
  return new URLSearchParams(window.location.search).has(DEBUG_FLAG) || onDevice.getItem(DEBUG_FLAG) !== null;
}
