import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ContactRequest } from '../../api/contacts.ts';
import { contacts } from '../../session/session.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { PagedList } from '../../ui/paged-list.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Ago } from '../../ui/time.tsx';

/** Somebody may ask while the page is looked at. */
const REFRESH_MS = 15_000;

/** Who asks to be a contact; nothing while nobody does. */
export function Requests() {
  return (
    <div className="contact-requests">
      <PagedList
        queryKey={['contact-requests']}
        read={(cursor, signal) => contacts.requests(cursor, signal)}
        refreshMs={REFRESH_MS}
        name="Who asks to be your contact"
        pending={null}
        empty={null}
        row={(request) => <RequestRow key={request.request_id} request={request} />}
      />
    </div>
  );
}

function RequestRow({ request }: { request: ContactRequest }) {
  const queries = useQueryClient();
  const [blocking, setBlocking] = useState(false);
  const fresh = () => Promise.all([queries.invalidateQueries({ queryKey: ['contact-requests'] }), queries.invalidateQueries({ queryKey: ['contacts'] })]);
  const accept = useMutation({ mutationFn: () => contacts.accept(request.request_id), onSuccess: fresh });
  const decline = useMutation({ mutationFn: () => contacts.decline(request.request_id), onSuccess: fresh });
  const failure = accept.error ?? decline.error;
  const busy = accept.isPending || decline.isPending;
  return (
    <li className="call-row" data-testid="contact-request">
      <Avatar name={request.name} />
      <div className="call-row-main">
        <p className="row-name">{request.name} <span className="muted">asks to be your contact</span></p>
        <p className="row-facts muted">
          <span>{request.aura_id}</span>
          <span><Ago at={request.created_at} /></span>
        </p>
        {failure && <ProblemNote error={failure} />}
      </div>
      <div className="call-row-actions">
        <button type="button" className="button accent" aria-label={`Accept ${request.name}`} disabled={busy} onClick={() => accept.mutate()}>Accept</button>
        <button type="button" className="button" aria-label={`Decline ${request.name}`} disabled={busy} onClick={() => decline.mutate()}>Decline</button>
        <button type="button" className="button danger-text" aria-label={`Block ${request.name}`} disabled={busy} onClick={() => setBlocking(true)}>Block</button>
      </div>
      {blocking && (
        <Confirm title={`Block ${request.name}?`} action="Block" keep="Go back" run={() => contacts.block(request.request_id)} onDone={fresh} onClose={() => setBlocking(false)}>
          <p>They can neither ask nor call you any more, and are not told. You find them among your contacts under “Blocked”.</p>
        </Confirm>
      )}
    </li>
  );
}
