import '../theme/call.css';
import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { Link, Navigate, Route, Routes, useParams } from 'react-router';
import { guestLinksOf } from '../api/calls.ts';
import { sender } from '../api/client.ts';
import { moderationOf } from '../api/moderation.ts';
import { ApiError } from '../api/problem.ts';
import { onDevice } from '../kept.ts';
import { calls, tokens, useAccount, useSession } from '../session/session.tsx';
import { Brand } from '../ui/brand.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { lastGuestName } from './choices.ts';
import type { Door } from './door.ts';
import { guestKey } from './guest-key.ts';
import { Left } from './left.tsx';
import { Lobby, LobbyFrame } from './lobby.tsx';
import { RoomPage } from './room-page.tsx';

const guestLinks = guestLinksOf(sender());

/** A member's way: lobby, call, after-call page under /calls/:id. */
export function MemberCall() {
  const { callId = '' } = useParams();
  const account = useAccount();
  const query = useQuery({ queryKey: ['calls', callId], queryFn: ({ signal }) => calls.read(callId, signal) });
  const call = query.data;
  const door = useMemo<Door | undefined>(
    () =>
      call && {
        kind: 'member',
        key: callId,
        callName: call.name,
        status: call.status,
        joinUrl: call.join_url,
        lobbyPath: `/calls/${callId}/lobby`,
        roomPath: `/calls/${callId}/room`,
        leftPath: `/calls/${callId}/left`,
        historyPath: `/calls/${callId}`,
        suggestedName: account.name,
        admit: (name) => calls.join(callId, name),
        ask: (place) => calls.ask(callId, place.entry_id),
        moderation: moderationOf(sender(tokens), callId),
      },
    [call, callId, account.name],
  );
  return <Pages door={door} error={query.error} retry={() => void query.refetch()} lobby="lobby" />;
}

/** A guest's way under /join/:code: no account, one call. */
export function GuestCall() {
  const { code = '' } = useParams();
  const { account } = useSession();
  const query = useQuery({ queryKey: ['guest-link', code], queryFn: ({ signal }) => guestLinks.read(code, signal) });
  const link = query.data;
  const ended = query.error instanceof ApiError && query.error.status === 410;
  const door = useMemo<Door | undefined>(
    () =>
      link && {
        kind: 'guest',
        key: `guest:${code}`,
        callName: link.name,
        status: ended ? 'ended' : link.status,
        joinUrl: `${window.location.origin}/join/${encodeURIComponent(code)}`,
        lobbyPath: `/join/${code}`,
        roomPath: `/join/${code}/room`,
        leftPath: `/join/${code}/left`,
        historyPath: undefined,
        suggestedName: lastGuestName(onDevice) || (account?.name ?? ''),
        admit: (name) => guestLinks.join(code, name, guestKey(code, onDevice)),
        ask: (place) => guestLinks.ask(code, place.entry_id, guestKey(code, onDevice)),
        moderation: undefined,
      },
    [link, ended, code, account?.name],
  );
  return <Pages door={door} error={query.error} retry={() => void query.refetch()} lobby="/" />;
}

interface PagesProps {
  door: Door | undefined;
  error: unknown;
  retry: () => void;
  /** The lobby's place below the way's path. */
  lobby: string;
}

function Pages({ door, error, retry, lobby }: PagesProps) {
  // A failed refresh must not throw anyone out of a running call.
  if (!door) return error ? <NoCall error={error} retry={retry} /> : <Waiting />;
  return (
    <Routes>
      <Route path={lobby} element={isOver(door) ? <Over door={door} /> : <Lobby door={door} />} />
      <Route path="room" element={<RoomPage door={door} />} />
      <Route path="left" element={<Left door={door} />} />
      <Route path="*" element={<Navigate to={door.lobbyPath} replace />} />
    </Routes>
  );
}

function isOver(door: Door): boolean {
  return door.status === 'ended' || door.status === 'failed';
}

function Over({ door }: { door: Door }) {
  return (
    <CardPage title="This call has ended">
      <p className="muted">{door.callName}</p>
      {door.historyPath && <Link className="button primary" to={door.historyPath}>See the history</Link>}
    </CardPage>
  );
}

function NoCall({ error, retry }: { error: unknown; retry: () => void }) {
  const status = error instanceof ApiError ? error.status : 0;
  if (status === 410) return <CardPage title="This call has ended"><p className="muted">Its link no longer works. Ask for a new one.</p></CardPage>;
  if (status === 404) return <CardPage title="There is no such call"><p className="muted">The link may be incomplete. Ask for it again.</p></CardPage>;
  return <CardPage title="The call cannot be opened"><ProblemNote error={error} retry={retry} /></CardPage>;
}

function CardPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="center-page">
      <main className="card left-card">
        <Brand />
        <h1>{title}</h1>
        {children}
      </main>
    </div>
  );
}

function Waiting() {
  return (
    <LobbyFrame busy>
      <span className="skeleton preview" />
      <span className="skeleton block" role="status" aria-label="Loading the call" />
    </LobbyFrame>
  );
}
