import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import type { WebhookEndpoint } from '../api/webhooks.ts';
import { ApiError } from '../api/problem.ts';
import { webhooks } from '../session/session.tsx';
import { CopySecret } from '../ui/copy-secret.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

const EVENTS: ReadonlyArray<[string, string]> = [
  ['call.*', 'Calls: start, end, who comes and goes'],
  ['*', 'Everything, with LiveKit’s events of rooms'],
];

/** Asks for an address, makes the endpoint and shows its secret this once. */
export function NewEndpointDialog({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const eventsId = useId();
  const create = useMutation({
    mutationFn: webhooks.create,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['webhooks'] }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    create.mutate({
      url: String(form.get('url')).trim(),
      description: String(form.get('description')).trim(),
      events: [String(form.get('events'))],
    });
  };
  if (create.data) return <SecretDialog title="Endpoint added" endpoint={create.data} onClose={onClose} />;
  const fields = create.error instanceof ApiError ? create.error.fields : {};
  return (
    <Dialog title="New endpoint" onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <Field label="Address" name="url" type="url" required maxLength={2048} placeholder="https://example.org/webhooks" error={fields.url} />
        <Field label="Description (optional)" name="description" maxLength={200} placeholder="Billing" error={fields.description} />
        <div className="field">
          <label htmlFor={eventsId}>Events</label>
          <select id={eventsId} name="events" defaultValue="call.*">
            {EVENTS.map(([name, words]) => (
              <option key={name} value={name}>{words}</option>
            ))}
          </select>
        </div>
        {create.error && <ProblemNote error={create.error} />}
        <div className="form-actions">
          <button type="button" className="button" onClick={onClose}>Cancel</button>
          <button type="submit" className="button primary" disabled={create.isPending}>
            {create.isPending ? 'Adding…' : 'Add endpoint'}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** What a receiver needs to check signatures. The secret is not shown again. */
export function SecretDialog({ title, endpoint, onClose }: { title: string; endpoint: WebhookEndpoint; onClose: () => void }) {
  const navigate = useNavigate();
  const done = () => {
    onClose();
    void navigate(`/webhooks/${endpoint.endpoint_id}`);
  };
  return (
    <Dialog title={title} onClose={done}>
      <p>Requests are signed. Give your system the key and the secret now: the secret is not shown again.</p>
      <CopySecret label="Key" text={endpoint.endpoint_id} />
      <CopySecret label="Secret" text={endpoint.secret ?? ''} />
      <div className="form-actions">
        <button type="button" className="button primary" onClick={done}>Done</button>
      </div>
    </Dialog>
  );
}
