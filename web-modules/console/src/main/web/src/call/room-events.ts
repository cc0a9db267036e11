import { RoomEvent, type Participant, type Room } from 'livekit-client';
import { useEffect, useState } from 'react';

/** How long a notice about a join or leave stands. */
const NOTICE_MS = 4000;

/** The newest thing that happened to people in the call, in words; it disappears by itself. */
export function useNotice(room: Room): string | undefined {
  const [notice, setNotice] = useState<string>();
  useEffect(() => {
    const joined = (participant: Participant) => setNotice(`${participant.name || 'Guest'} joined`);
    const left = (participant: Participant) => setNotice(`${participant.name || 'Guest'} left`);
    room.on(RoomEvent.ParticipantConnected, joined).on(RoomEvent.ParticipantDisconnected, left);
    return () => void room.off(RoomEvent.ParticipantConnected, joined).off(RoomEvent.ParticipantDisconnected, left);
  }, [room]);
  useEffect(() => {
    if (!notice) return;
    const timer = window.setTimeout(() => setNotice(undefined), NOTICE_MS);
    return () => window.clearTimeout(timer);
  }, [notice]);
  return notice;
}

/** A lost connection: what is being rebuilt, and since when. */
export interface Outage {
  what: 'signal' | 'media';
  since: number;
}

/** The present outage; undefined while all is well. */
export function useOutage(room: Room): Outage | undefined {
  const [outage, setOutage] = useState<Outage>();
  useEffect(() => {
    const lost = (what: Outage['what']) => setOutage((before) => ({ what, since: before?.since ?? Date.now() }));
    const signal = () => lost('signal');
    const media = () => lost('media');
    const back = () => setOutage(undefined);
    // Another room: the call goes on at another media node.
    back();
    room.on(RoomEvent.SignalReconnecting, signal).on(RoomEvent.Reconnecting, media).on(RoomEvent.Disconnected, media).on(RoomEvent.Reconnected, back);
    return () =>
      void room.off(RoomEvent.SignalReconnecting, signal).off(RoomEvent.Reconnecting, media).off(RoomEvent.Disconnected, media).off(RoomEvent.Reconnected, back);
  }, [room]);
  return outage;
}
