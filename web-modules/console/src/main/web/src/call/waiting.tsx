import { Link } from 'react-router';
import { ApiError } from '../api/problem.ts';
import { inTab } from '../kept.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Brand } from '../ui/brand.tsx';
import { forgetChoices } from './choices.ts';
import type { Door } from './door.ts';

/** Who must not come in is told why by these codes of the API; what can be done about it differs. */
const TITLES: Readonly<Record<string, string>> = {
  lobby_denied: 'You were not let in',
  call_locked: 'This call is locked',
  removed_from_call: 'You were removed from this call',
};

/** Whether somebody decided so: trying again at once would lead to the same. */
export function isClosed(failure: unknown): failure is ApiError {
  return failure instanceof ApiError && failure.code in TITLES;
}

/** Between the preview and the call: until somebody inside has decided. Nobody sees or hears this person yet. */
export function InTheLobby({ door, name }: { door: Door; name: string }) {
  return (
    <div className="center-page">
      <main className="card left-card waiting-card" data-testid="waiting">
        <Brand />
        <Avatar name={name} large />
        <div role="status">
          <h1>Waiting to be let in</h1>
          <p className="muted">{door.callName}: somebody inside has been told that you are here, {name}. You come in by yourself as soon as they let you.</p>
        </div>
        <p className="joining muted small"><span className="spinner" aria-hidden="true" />Nobody sees or hears you yet.</p>
        <Link className="button" to={door.lobbyPath} onClick={() => forgetChoices(door.key, inTab)}>Stop waiting</Link>
      </main>
    </div>
  );
}

/** Somebody decided that this person does not come in. */
export function NotLetIn({ door, refusal }: { door: Door; refusal: ApiError }) {
  return (
    <div className="center-page">
      <main className="card left-card" data-testid="not-let-in" data-code={refusal.code}>
        <Brand />
        <div>
          <h1>{TITLES[refusal.code]}</h1>
          <p className="muted">{door.callName}</p>
        </div>
        <p role="alert">{refusal.message}</p>
        {refusal.code !== 'removed_from_call' && <Link className="button" to={door.lobbyPath} onClick={() => forgetChoices(door.key, inTab)}>Back</Link>}
      </main>
    </div>
  );
}
