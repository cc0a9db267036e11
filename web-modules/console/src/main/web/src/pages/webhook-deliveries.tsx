import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { WebhookDelivery, WebhookEndpoint } from '../api/webhooks.ts';
import { shownEvent } from '../format/event.ts';
import { webhooks } from '../session/session.tsx';
import { PagedList } from '../ui/paged-list.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Ago } from '../ui/time.tsx';
import { DeliveryState } from './endpoint-state.tsx';

/** How often the log asks for changes while it is looked at. */
const REFRESH_MS = 3000;

/** What was and is to be sent to an endpoint, newest first. */
export function Deliveries({ endpoint }: { endpoint: WebhookEndpoint }) {
  return (
    <section aria-labelledby="deliveries">
      <h2 id="deliveries">Deliveries</h2>
      <PagedList
        queryKey={['webhooks', endpoint.endpoint_id, 'deliveries']}
        read={(cursor, signal) => webhooks.deliveries(endpoint.endpoint_id, cursor, signal)}
        refreshMs={REFRESH_MS}
        name="Deliveries"
        pending={null}
        empty={<p className="muted">Nothing has been sent yet. Send a test event, or start a call.</p>}
        row={(delivery) => <DeliveryRow key={delivery.delivery_id} endpoint={endpoint} delivery={delivery} />}
      />
    </section>
  );
}

function DeliveryRow({ endpoint, delivery }: { endpoint: WebhookEndpoint; delivery: WebhookDelivery }) {
  const queries = useQueryClient();
  const replay = useMutation({
    mutationFn: () => webhooks.replay(endpoint.endpoint_id, delivery.delivery_id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['webhooks', endpoint.endpoint_id] }),
  });
  const finished = delivery.status === 'delivered' || delivery.status === 'dropped';
  return (
    <li className="call-row" data-testid="delivery-row" data-delivery-id={delivery.delivery_id}>
      <div className="call-row-main">
        <p className="row-name">
          {delivery.event_type}
          {delivery.call_id && <> <Link to={`/calls/${delivery.call_id}`}>of a call</Link>, number {delivery.sequence}</>}
        </p>
        <p className="row-facts muted">
          <DeliveryState status={delivery.status} />
          <span><Ago at={delivery.created_at} /></span>
          <span>{delivery.attempts === 1 ? '1 attempt' : `${delivery.attempts} attempts`}</span>
          {delivery.last_duration_ms !== null && <span>{delivery.last_duration_ms} ms</span>}
        </p>
        {delivery.last_error && delivery.status !== 'delivered' && <p className="small">{delivery.last_error}</p>}
        <details>
          <summary className="muted small">What is sent</summary>
          <pre className="body">{shownEvent(delivery.body).pretty}</pre>
        </details>
        {replay.error && <ProblemNote error={replay.error} />}
      </div>
      {finished && (
        <div className="call-row-actions">
          <button type="button" className="button" disabled={replay.isPending || !endpoint.enabled} onClick={() => replay.mutate()}>Replay</button>
        </div>
      )}
    </li>
  );
}
