import { Link, useLocation } from 'react-router';
import { duration } from '../format/time.ts';
import { Brand } from '../ui/brand.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import type { Door, Parting } from './door.ts';

/** After the call: how long it was, who was there, and where to go from here. */
export function Left({ door }: { door: Door }) {
  usePageTitle('You left');
  const parting = partingOf(useLocation().state);
  const open = door.status === 'waiting' || door.status === 'active';
  return (
    <div className="center-page">
      <main className="card left-card" data-testid="after-call">
        <Brand />
        <div>
          <h1>{parting?.wished === false ? 'You were disconnected' : 'You left'}</h1>
          <p className="muted">{door.callName}</p>
        </div>
        {parting && !parting.wished && <p role="alert">{parting.sentence}</p>}
        {parting && (
          <dl className="facts plain">
            <div className="fact"><dt className="muted small">Your time</dt><dd>{duration(parting.seconds)}</dd></div>
            <div className="fact"><dt className="muted small">With you</dt><dd>{parting.people.length > 0 ? parting.people.join(', ') : 'Nobody'}</dd></div>
            {parting.quality && <div className="fact"><dt className="muted small">Your connection</dt><dd data-testid="quality-word">{parting.quality}</dd></div>}
          </dl>
        )}
        <div className="form-actions">
          {open && <Link className={door.historyPath ? 'button' : 'button primary'} to={door.lobbyPath}>Join again</Link>}
          {door.historyPath && <Link className="button primary" to={door.historyPath}>See the history</Link>}
        </div>
        {door.kind === 'guest' && <p className="muted small">You can close this page now.</p>}
      </main>
    </div>
  );
}

function partingOf(state: unknown): Parting | undefined {
  return typeof state === 'object' && state !== null && 'seconds' in state && 'people' in state ? (state as Parting) : undefined;
}
