import { useId } from 'react';
import type { LobbyMode } from '../api/calls.ts';
import type { Moderation } from '../api/moderation.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { useAccess } from './moderating.ts';

const MODES: ReadonlyArray<[LobbyMode, string]> = [
  ['off', 'Nobody'],
  ['guests', 'Guests'],
  ['everyone', 'Everyone'],
];

/** Who gets in: the lock, and the lobby. */
export function AccessControls({ moderation }: { moderation: Moderation }) {
  const { call, lock, lobby, error } = useAccess(moderation);
  const lobbyId = useId();
  if (!call) return null;
  return (
    <div className="access">
      <label className="check">
        <input type="checkbox" role="switch" checked={call.locked} onChange={(event) => lock.mutate(event.target.checked)} />
        <span>Lock the call<span className="muted small">Nobody new gets in</span></span>
      </label>
      <div className="access-lobby">
        <label htmlFor={lobbyId}>Who waits in the lobby</label>
        <select id={lobbyId} value={call.lobby} onChange={(event) => lobby.mutate(event.target.value as LobbyMode)}>
          {MODES.map(([mode, words]) => <option key={mode} value={mode}>{words}</option>)}
        </select>
      </div>
      {error && <ProblemNote error={error} />}
    </div>
  );
}
