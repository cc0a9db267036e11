import type { DeliveryStatus, WebhookEndpoint } from '../api/webhooks.ts';

/** Whether an endpoint is told anything now, as a word with a coloured dot. */
export function EndpointState({ endpoint }: { endpoint: WebhookEndpoint }) {
  const paused = endpoint.paused_until !== null;
  const [kind, word] = !endpoint.enabled ? ['ended', 'Off'] : paused ? ['failed', 'Not answering'] : ['active', 'On'];
  return <span className={`status ${kind}`} data-testid="endpoint-state">{word}</span>;
}

const DELIVERIES: Record<DeliveryStatus, [string, string]> = {
  pending: ['waiting', 'Waiting'],
  delivered: ['active', 'Delivered'],
  dead: ['failed', 'Dead letter'],
  dropped: ['ended', 'Dropped'],
};

/** Where a delivery stands. */
export function DeliveryState({ status }: { status: DeliveryStatus }) {
  const [kind, word] = DELIVERIES[status];
  return <span className={`status ${kind}`} data-testid="delivery-state" data-status={status}>{word}</span>;
}
