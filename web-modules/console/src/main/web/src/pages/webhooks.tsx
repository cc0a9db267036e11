import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { WebhookEndpoint } from '../api/webhooks.ts';
import { webhooks } from '../session/session.tsx';
import { PlusIcon, WebhookIcon } from '../ui/icons.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { EndpointState } from './endpoint-state.tsx';
import { NewEndpointDialog } from './new-endpoint.tsx';
import { OrganizationTabs } from './organization/tabs.tsx';

/** Which systems are told what happens in the calls of the organization. */
export function WebhooksPage() {
  usePageTitle('Webhooks');
  const [creating, setCreating] = useState(false);
  const list = useInfiniteQuery({
    queryKey: ['webhooks'],
    queryFn: ({ pageParam, signal }) => webhooks.list(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <header className="page-head">
        <h1>Webhooks</h1>
        <div className="page-actions">
          <Link className="button" to="/dead-letters">Dead letters</Link>
          <button type="button" className="button primary" onClick={() => setCreating(true)}>
            <PlusIcon />
            New endpoint
          </button>
        </div>
      </header>
      <OrganizationTabs />
      {list.isPending && <div aria-busy="true" aria-label="Loading endpoints"><span className="skeleton block" /></div>}
      {list.error && <ProblemNote error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <section className="empty">
          <span className="empty-mark"><WebhookIcon /></span>
          <h2>No endpoints yet</h2>
          <p className="muted">An endpoint is an address of yours that is told when calls start and end, and who comes and goes.</p>
          <button type="button" className="button" onClick={() => setCreating(true)}>Add your first endpoint</button>
        </section>
      )}
      {items.length > 0 && (
        <ul className="call-list" aria-label="Webhook endpoints">
          {items.map((endpoint) => <EndpointRow key={endpoint.endpoint_id} endpoint={endpoint} />)}
        </ul>
      )}
      {creating && <NewEndpointDialog onClose={() => setCreating(false)} />}
    </>
  );
}

function EndpointRow({ endpoint }: { endpoint: WebhookEndpoint }) {
  return (
    <li className="call-row" data-testid="endpoint-row" data-endpoint-id={endpoint.endpoint_id}>
      <div className="call-row-main">
        <Link className="call-row-name" to={`/webhooks/${endpoint.endpoint_id}`}>{endpoint.url}</Link>
        <p className="row-facts muted">
          <EndpointState endpoint={endpoint} />
          <span>{endpoint.events.join(', ')}</span>
          {endpoint.description && <span>{endpoint.description}</span>}
        </p>
      </div>
    </li>
  );
}
