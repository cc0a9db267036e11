import { useLocalParticipantPermissions, useParticipantAttribute } from '@livekit/components-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Track, type Participant } from 'livekit-client';
import type { Call, CallRole, LobbyMode } from '../api/calls.ts';
import type { LobbyEntry, Moderation, Source } from '../api/moderation.ts';

/** Set by the server; nobody can change their own. */
const ROLE = 'auralink.role';

/** How often is asked who waits. Somebody who waits a few seconds longer does not mind. */
const LOOK_MS = 3000;

export function roleFrom(attribute: string | undefined): CallRole {
  return attribute === 'host' || attribute === 'moderator' || attribute === 'guest' ? attribute : 'participant';
}

/** What somebody is in the call, also when it changes. */
export function useRole(participant: Participant): CallRole {
  return roleFrom(useParticipantAttribute(ROLE, { participant }));
}

/** Number of the screen in LiveKit's protocol, by which a permission names it. */
const SCREEN_SHARE = 3;

/** Whether this person may share their screen, also when that changes. No list of sources allows all. */
export function useMayShare(): boolean {
  const permissions = useLocalParticipantPermissions();
  const sources: readonly number[] = permissions?.canPublishSources ?? [];
  return sources.length === 0 || sources.includes(SCREEN_SHARE);
}

export function moderates(role: CallRole): boolean {
  return role === 'host' || role === 'moderator';
}

/** Who waits to be let in, for those who may let them in; asked for again and again, and nobody for all others. */
export function useWaiting(moderation: Moderation | undefined): LobbyEntry[] {
  const query = useQuery({
    queryKey: ['lobby', moderation?.callId],
    queryFn: ({ signal }) => moderation?.waiting(signal) ?? { items: [] },
    enabled: moderation !== undefined,
    refetchInterval: LOOK_MS,
    // Who shares another window still wants to know.
    refetchIntervalInBackground: true,
  });
  return moderation ? (query.data?.items ?? []) : [];
}

/** Lets in or refuses; who was decided about is off the list at once. */
export function useDecisions(moderation: Moderation) {
  const queries = useQueryClient();
  const key = ['lobby', moderation.callId];
  const decided = (_: unknown, id: string) => {
    queries.setQueryData<{ items: LobbyEntry[] }>(key, (before) => before && { items: before.items.filter((entry) => entry.entry_id !== id) });
    void queries.invalidateQueries({ queryKey: key });
  };
  const admit = useMutation({ mutationFn: moderation.admit, onSuccess: decided });
  const deny = useMutation({ mutationFn: moderation.deny, onSuccess: decided });
  return { admit, deny, error: admit.error ?? deny.error };
}

/** Lock and lobby of the call, as others may change them too. */
export function useAccess(moderation: Moderation) {
  const queries = useQueryClient();
  const key = ['calls', moderation.callId];
  const { data } = useQuery({ queryKey: key, queryFn: ({ signal }) => moderation.read(signal), refetchInterval: 2 * LOOK_MS });
  const changed = (call: Call) => void queries.setQueryData(key, call);
  const lock = useMutation({ mutationFn: (locked: boolean) => moderation.lock(locked), onSuccess: changed });
  const lobby = useMutation({ mutationFn: (mode: LobbyMode) => moderation.holdBack(mode), onSuccess: changed });
  return { call: data, lock, lobby, error: lock.error ?? lobby.error };
}

/** One thing that may be done to somebody. */
export interface Action {
  label: string;
  run: () => Promise<unknown>;
}

/** What somebody who moderates may do to somebody else, in the order in which it is offered; removing is not among it. */
export function actionsFor(moderation: Moderation, mine: CallRole, person: { identity: string; role: CallRole; sending: readonly Source[] }): Action[] {
  const { identity, role, sending } = person;
  // A moderator decides nothing about the host.
  if (role === 'host' && mine !== 'host') return [];
  const become = (label: string, next: CallRole): Action => ({ label, run: () => moderation.become(identity, next) });
  const isGuest = identity.startsWith('guest_');
  const mute = (source: Source, label: string): Action[] => (sending.includes(source) ? [{ label, run: () => moderation.mute(identity, source) }] : []);
  return [
    ...mute('microphone', 'Mute'),
    ...mute('camera', 'Turn camera off'),
    ...mute('screen_share', 'Stop their screen'),
    ...(isGuest && role === 'guest' ? [become('Let them share their screen', 'participant')] : []),
    ...(isGuest && role === 'participant' ? [become('Take screen sharing back', 'guest')] : []),
    ...(!isGuest && role === 'participant' ? [become('Make moderator', 'moderator')] : []),
    ...(!isGuest && role === 'moderator' ? [become('Take moderation back', 'participant')] : []),
  ];
}

const SOURCES: ReadonlyArray<[Track.Source, Source]> = [
  [Track.Source.Microphone, 'microphone'],
  [Track.Source.Camera, 'camera'],
  [Track.Source.ScreenShare, 'screen_share'],
];

/** What somebody sends now that could be muted. */
export function sendingOf(participant: Participant): Source[] {
  return SOURCES.flatMap(([track, source]) => {
    const publication = participant.getTrackPublication(track);
    return publication && !publication.isMuted ? [source] : [];
  });
}
