import { useState } from 'react';
import { Link } from 'react-router';
import type { CallSummary } from '../api/calls.ts';
import { duration } from '../format/time.ts';
import { calls } from '../session/session.tsx';
import { CopyLink } from '../ui/copy-link.tsx';
import { PeopleIcon, PhoneIcon, PlusIcon } from '../ui/icons.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { PagedList } from '../ui/paged-list.tsx';
import { Status } from '../ui/status.tsx';
import { Ago, useNow } from '../ui/time.tsx';
import { NewCallDialog } from './new-call.tsx';

/** How often the list asks for changes while it is looked at. */
const REFRESH_MS = 10_000;

/** Every call of the organization, newest first: what is live, and the history. */
export function CallsPage() {
  usePageTitle('Calls');
  const [creating, setCreating] = useState(false);
  const create = (
    <button type="button" className="button primary" onClick={() => setCreating(true)}>
      <PlusIcon />
      New call
    </button>
  );
  return (
    <>
      <header className="page-head">
        <h1>Calls</h1>
        {create}
      </header>
      <PagedList
        queryKey={['calls']}
        read={(cursor, signal) => calls.list(cursor, signal)}
        refreshMs={REFRESH_MS}
        name="Calls"
        pending={<ListSkeleton />}
        empty={
          <section className="empty">
            <span className="empty-mark"><PhoneIcon /></span>
            <h2>No calls yet</h2>
            <p className="muted">Start one, send its link to somebody, and talk. It will stand here afterwards, with who was there and for how long.</p>
            <button type="button" className="button" onClick={() => setCreating(true)}>Start your first call</button>
          </section>
        }
        row={(call) => <CallRow key={call.call_id} call={call} />}
      />
      {creating && <NewCallDialog onClose={() => setCreating(false)} />}
    </>
  );
}

function CallRow({ call }: { call: CallSummary }) {
  const open = call.status === 'waiting' || call.status === 'active';
  return (
    <li className="call-row" data-testid="call-row" data-call-id={call.call_id}>
      <div className="call-row-main">
        <Link className="call-row-name" to={`/calls/${call.call_id}`}>{call.name}</Link>
        <p className="call-row-facts muted">
          <Status status={call.status} />
          <span><Ago at={call.started_at ?? call.created_at} /></span>
          <span><Length call={call} /></span>
          <span className="people-count" title="People who were in the call">
            <PeopleIcon />
            {call.participant_count}
            <span className="visually-hidden"> {call.participant_count === 1 ? 'person' : 'people'}</span>
          </span>
        </p>
      </div>
      {open && (
        <div className="call-row-actions">
          <CopyLink url={call.join_url} />
          <Link className="button accent" to={`/calls/${call.call_id}/lobby`}>Join</Link>
        </div>
      )}
    </li>
  );
}

/** How long the call was, or is by now. */
function Length({ call }: { call: CallSummary }) {
  const now = useNow(call.status === 'active' ? 1000 : 3_600_000);
  if (call.status === 'active' && call.started_at) return duration((now.getTime() - Date.parse(call.started_at)) / 1000);
  return call.started_at && call.duration_seconds !== null ? duration(call.duration_seconds) : null;
}

function ListSkeleton() {
  return (
    <div className="call-list" aria-busy="true" aria-label="Loading calls">
      {[0, 1, 2, 3].map((row) => (
        <div key={row} className="call-row">
          <div className="call-row-main">
            <span className="skeleton" style={{ width: `${180 + ((row * 67) % 120)}px` }} />
            <span className="skeleton thin" style={{ width: '220px' }} />
          </div>
        </div>
      ))}
    </div>
  );
}
