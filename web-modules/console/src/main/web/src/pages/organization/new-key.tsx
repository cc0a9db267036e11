import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, type FormEvent } from 'react';
import type { ApiKey, NewApiKey, Organization } from '../../api/organizations.ts';
import { ApiError } from '../../api/problem.ts';
import { curlLine, livekitLines, SCOPES } from '../../format/api-key.ts';
import { organizations } from '../../session/session.tsx';
import { CopySecret } from '../../ui/copy-secret.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';

const DAY_MS = 24 * 3600 * 1000;

const LIFETIMES: ReadonlyArray<readonly [days: number, words: string]> = [[0, 'When it is revoked'], [30, 'In 30 days'], [90, 'In 90 days'], [365, 'In a year']];

const OVERLAPS: ReadonlyArray<readonly [seconds: number, words: string]> = [[86_400, 'For another day'], [3600, 'For another hour'], [604_800, 'For another week'], [0, 'Not any more']];

/** Asks what a key is for, makes it and shows it this once. */
export function NewKeyDialog({ organization, onClose }: { organization: Organization; onClose: () => void }) {
  const queries = useQueryClient();
  const scopeId = useId();
  const endId = useId();
  const create = useMutation({
    mutationFn: (key: NewApiKey) => organizations.createKey(organization.organization_id, key),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['keys'] }),
  });
  if (create.data) return <KeyDialog title="Key made" apiKey={create.data} onClose={onClose} />;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const scope = String(form.get('scope'));
    const days = Number(form.get('days'));
    create.mutate({
      name: String(form.get('name')).trim(),
      scopes: [...(SCOPES.find(([name]) => name === scope)?.[1] ?? ['read'])],
      rate_limit_per_minute: Number(form.get('rate')),
      ...(days > 0 && { expires_at: new Date(Date.now() + days * DAY_MS).toISOString() }),
    });
  };
  const fields = create.error instanceof ApiError ? create.error.fields : {};
  return (
    <Dialog title="New API key" onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <Field label="Name" name="name" required maxLength={100} placeholder="Billing" error={fields.name} />
        <div className="field">
          <label htmlFor={scopeId}>What it may do</label>
          <select id={scopeId} name="scope" defaultValue="read">
            {SCOPES.map(([name, , words]) => <option key={name} value={name}>{words}</option>)}
          </select>
        </div>
        <div className="field">
          <label htmlFor={endId}>It ends</label>
          <select id={endId} name="days" defaultValue={0}>
            {LIFETIMES.map(([days, words]) => <option key={days} value={days}>{words}</option>)}
          </select>
        </div>
        <Field label="Requests in a minute" name="rate" type="number" inputMode="numeric" required min={1} max={6000} defaultValue={600} error={fields.rate_limit_per_minute} />
        {create.error && <ProblemNote error={create.error} />}
        <div className="form-actions">
          <button type="button" className="button" onClick={onClose}>Cancel</button>
          <button type="submit" className="button primary" disabled={create.isPending}>{create.isPending ? 'Making…' : 'Make key'}</button>
        </div>
      </form>
    </Dialog>
  );
}

/** The key itself, with a line that tries it. Neither is shown again. */
export function KeyDialog({ title, apiKey, onClose }: { title: string; apiKey: ApiKey; onClose: () => void }) {
  const key = apiKey.key ?? '';
  return (
    <Dialog title={title} onClose={onClose}>
      <p>Give it to your program now: it is not shown again.</p>
      <CopySecret label="Key" text={key} />
      <CopySecret label="To try it in a terminal" text={curlLine(window.location.origin, key)} />
      {apiKey.livekit && apiKey.scopes.includes('write') && <CopySecret label="For LiveKit’s server SDKs" text={livekitLines(apiKey.livekit)} />}
      <div className="form-actions">
        <button type="button" className="button primary" onClick={onClose}>Done</button>
      </div>
    </Dialog>
  );
}

interface RotateProperties {
  organization: Organization;
  apiKey: ApiKey;
  onDone: (made: ApiKey) => void;
  onClose: () => void;
}

/** Another key in the place of one, which works on for a while. */
export function RotateDialog({ organization, apiKey, onDone, onClose }: RotateProperties) {
  const queries = useQueryClient();
  const overlapId = useId();
  const rotate = useMutation({
    mutationFn: (seconds: number) => organizations.rotateKey(organization.organization_id, apiKey.key_id, seconds),
    onSuccess: async (made) => {
      onDone(made);
      await queries.invalidateQueries({ queryKey: ['keys'] });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    rotate.mutate(Number(new FormData(event.currentTarget).get('overlap')));
  };
  return (
    <Dialog title={`Replace “${apiKey.name}”`} onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <div className="field">
          <label htmlFor={overlapId}>The present one works</label>
          <select id={overlapId} name="overlap">
            {OVERLAPS.map(([seconds, words]) => <option key={seconds} value={seconds}>{words}</option>)}
          </select>
        </div>
        {rotate.error && <ProblemNote error={rotate.error} />}
        <div className="form-actions">
          <button type="button" className="button" onClick={onClose}>Keep it</button>
          <button type="submit" className="button primary" disabled={rotate.isPending}>Replace it</button>
        </div>
      </form>
    </Dialog>
  );
}
