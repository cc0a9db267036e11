import { RoomAudioRenderer, RoomContext } from '@livekit/components-react';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Link, Navigate, useNavigate } from 'react-router';
import { inTab } from '../kept.ts';
import { Brand } from '../ui/brand.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { CallView } from './call-view.tsx';
import { forgetChoices, readChoices, type Choices } from './choices.ts';
import { useConnection } from './connection.ts';
import type { Door, Parting } from './door.ts';
import { InTheLobby, isClosed, NotLetIn } from './waiting.tsx';

/** The call; who has not been in the lobby goes there first. */
export function RoomPage({ door }: { door: Door }) {
  // Read once: leaving forgets the choices while this page is still shown.
  const [choices] = useState(() => readChoices(door.key, inTab));
  return choices ? <Connected door={door} choices={choices} /> : <Navigate to={door.lobbyPath} replace />;
}

function Connected({ door, choices }: { door: Door; choices: Choices }) {
  usePageTitle(door.callName);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const gone = useCallback(
    (parting: Parting) => {
      forgetChoices(door.key, inTab);
      // Others may have ended the call meanwhile.
      void queries.invalidateQueries();
      void navigate(door.leftPath, { state: parting, replace: true });
    },
    [door, navigate, queries],
  );
  const { room, waiting, failure, deviceNote, retry } = useConnection(door, choices, gone);
  if (failure && isClosed(failure)) return <NotLetIn door={door} refusal={failure} />;
  if (failure) {
    return (
      <main className="center-page">
        <div className="card left-card">
          <Brand />
          <h1>Joining did not work</h1>
          <ProblemNote error={failure} retry={retry} />
          <Link to={door.lobbyPath}>Back to the lobby</Link>
        </div>
      </main>
    );
  }
  if (!room && waiting) return <InTheLobby door={door} name={choices.name} />;
  if (!room) {
    return (
      <main className="center-page" aria-busy="true">
        <p className="joining" role="status"><span className="spinner" aria-hidden="true" />Joining {door.callName}…</p>
      </main>
    );
  }
  return (
    <RoomContext.Provider value={room}>
      <CallView room={room} door={door} deviceNote={deviceNote} />
      <RoomAudioRenderer />
    </RoomContext.Provider>
  );
}
