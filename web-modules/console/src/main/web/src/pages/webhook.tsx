import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { WebhookEndpoint } from '../api/webhooks.ts';
import { webhooks } from '../session/session.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { BackIcon } from '../ui/icons.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Ago } from '../ui/time.tsx';
import { EndpointState } from './endpoint-state.tsx';
import { SecretDialog } from './new-endpoint.tsx';
import { Deliveries } from './webhook-deliveries.tsx';

/** One endpoint: what it is told, whether it answers, and what was sent to it. */
export function WebhookPage() {
  const { endpointId = '' } = useParams();
  usePageTitle('Webhook endpoint');
  const query = useQuery({
    queryKey: ['webhooks', endpointId],
    queryFn: ({ signal }) => webhooks.read(endpointId, signal),
  });
  const endpoint = query.data;
  return (
    <>
      <Link className="back" to="/webhooks"><BackIcon />Webhooks</Link>
      {query.isPending && <div aria-busy="true" aria-label="Loading the endpoint"><span className="skeleton title" /><span className="skeleton block" /></div>}
      {query.error && <ProblemNote error={query.error} retry={() => void query.refetch()} />}
      {endpoint && (
        <>
          <header className="page-head">
            <div>
              <h1 className="address">{endpoint.url}</h1>
              <p className="row-facts muted">
                <EndpointState endpoint={endpoint} />
                <span>Added <Ago at={endpoint.created_at} /></span>
                {endpoint.description && <span>{endpoint.description}</span>}
              </p>
            </div>
            <Actions endpoint={endpoint} />
          </header>
          {endpoint.paused_until && (
            <p className="notice" role="status">
              This address did not take five deliveries in a row. It is left alone for a minute, then one delivery finds out whether it is back.
            </p>
          )}
          {endpoint.missed_events > 0 && (
            <p className="notice" role="status">
              {endpoint.missed_events} events were not kept for it, because too many waited already. Retry or drop the dead letters.
            </p>
          )}
          <dl className="facts">
            <Fact term="Events">{endpoint.events.join(', ')}</Fact>
            <Fact term="Key of signatures"><code>{endpoint.endpoint_id}</code></Fact>
          </dl>
          <Deliveries endpoint={endpoint} />
        </>
      )}
    </>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="fact">
      <dt className="muted small">{term}</dt>
      <dd className="address">{children}</dd>
    </div>
  );
}

function Actions({ endpoint }: { endpoint: WebhookEndpoint }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<'rotate' | 'remove'>();
  const id = endpoint.endpoint_id;
  const fresh = () => queries.invalidateQueries({ queryKey: ['webhooks'] });
  const test = useMutation({ mutationFn: () => webhooks.test(id), onSuccess: fresh });
  const turn = useMutation({ mutationFn: () => webhooks.change(id, { enabled: !endpoint.enabled }), onSuccess: fresh });
  const rotate = useMutation({ mutationFn: () => webhooks.rotateSecret(id), onSuccess: () => setAsking(undefined) });
  const remove = useMutation({
    mutationFn: () => webhooks.remove(id),
    onSuccess: async () => {
      await navigate('/webhooks');
      await fresh();
    },
  });
  const ask = (what: 'rotate' | 'remove') => {
    rotate.reset();
    remove.reset();
    setAsking(what);
  };
  const failure = test.error ?? turn.error;
  return (
    <>
      <div className="page-actions">
        <button type="button" className="button danger-text" onClick={() => ask('remove')}>Remove</button>
        <button type="button" className="button" onClick={() => ask('rotate')}>New secret</button>
        <button type="button" className="button" disabled={turn.isPending} onClick={() => turn.mutate()}>{endpoint.enabled ? 'Turn off' : 'Turn on'}</button>
        <button type="button" className="button primary" disabled={test.isPending || !endpoint.enabled} onClick={() => test.mutate()}>Send test event</button>
      </div>
      {failure && <ProblemNote error={failure} />}
      {rotate.data && <SecretDialog title="New secret" endpoint={rotate.data} onClose={rotate.reset} />}
      {asking === 'rotate' && (
        <Dialog title="Replace the secret?" onClose={() => setAsking(undefined)}>
          <p>The present secret is used beside the new one for another day, so you can change your systems one after the other.</p>
          {rotate.error && <ProblemNote error={rotate.error} />}
          <div className="form-actions">
            <button type="button" className="button" onClick={() => setAsking(undefined)}>Keep it</button>
            <button type="button" className="button primary" disabled={rotate.isPending} onClick={() => rotate.mutate()}>Replace it</button>
          </div>
        </Dialog>
      )}
      {asking === 'remove' && (
        <Dialog title="Remove this endpoint?" onClose={() => setAsking(undefined)}>
          <p>It is told nothing any more. What waits for it, its deliveries and its dead letters are lost.</p>
          {remove.error && <ProblemNote error={remove.error} />}
          <div className="form-actions">
            <button type="button" className="button" onClick={() => setAsking(undefined)}>Keep it</button>
            <button type="button" className="button danger" disabled={remove.isPending} onClick={() => remove.mutate()}>Remove it</button>
          </div>
        </Dialog>
      )}
    </>
  );
}
