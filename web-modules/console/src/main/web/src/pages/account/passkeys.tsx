import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { answerOf } from '../../session/answer.ts';
import { auth } from '../../session/session.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Ago } from '../../ui/time.tsx';

interface Passkey {
  id: string;
  friendly_name?: string;
  created_at: string;
  last_used_at?: string;
}

/** Keys that sign in without a password. */
export function PasskeysPanel() {
  const queries = useQueryClient();
  const list = useQuery({ queryKey: ['passkeys'], queryFn: async (): Promise<Passkey[]> => (await answerOf(auth.passkey.list())) ?? [] });
  const [fresh, setFresh] = useState<Passkey>();
  const add = useMutation({
    mutationFn: async (): Promise<Passkey | null> => answerOf(auth.registerPasskey()),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ['passkeys'] });
      if (made) setFresh(made);
    },
  });
  const items = list.data ?? [];
  return (
    <Panel
      title="Passkeys"
      about="A passkey lives on your device, or in your password manager, and signs you in with a finger, a face or a PIN instead of the password."
      action={<button type="button" className="button" disabled={add.isPending} onClick={() => add.mutate()}>{add.isPending ? 'Waiting…' : 'Add a passkey'}</button>}
    >
      {add.error && <ProblemNote error={add.error} />}
      {list.error && <ProblemNote error={list.error} retry={() => void list.refetch()} />}
      {items.length > 0 && (
        <ul className="call-list" aria-label="Passkeys">
          {items.map((passkey) => <PasskeyRow key={passkey.id} passkey={passkey} />)}
        </ul>
      )}
      {fresh && <NameDialog passkey={fresh} title="Passkey added" onClose={() => setFresh(undefined)} />}
    </Panel>
  );
}

function PasskeyRow({ passkey }: { passkey: Passkey }) {
  const queries = useQueryClient();
  const [asking, setAsking] = useState<'name' | 'remove'>();
  const name = passkey.friendly_name || 'Passkey';
  return (
    <li className="call-row" data-testid="passkey-row">
      <div className="call-row-main">
        <p className="row-name">{name}</p>
        <p className="row-facts muted">
          <span>added <Ago at={passkey.created_at} /></span>
          <span>{passkey.last_used_at ? <>used <Ago at={passkey.last_used_at} /></> : 'not used yet'}</span>
        </p>
      </div>
      <div className="call-row-actions">
        <button type="button" className="button" aria-label={`Rename ${name}`} onClick={() => setAsking('name')}>Rename</button>
        <button type="button" className="button danger-text" aria-label={`Remove ${name}`} onClick={() => setAsking('remove')}>Remove</button>
      </div>
      {asking === 'name' && <NameDialog passkey={passkey} title="Rename the passkey" onClose={() => setAsking(undefined)} />}
      {asking === 'remove' && (
        <Confirm
          title={`Remove “${name}”?`}
          action="Remove it"
          run={() => answerOf(auth.passkey.delete({ passkeyId: passkey.id }))}
          onDone={() => queries.invalidateQueries({ queryKey: ['passkeys'] })}
          onClose={() => setAsking(undefined)}
        >
          <p>It does not sign you in here any more. Your device may still list it until you delete it there.</p>
        </Confirm>
      )}
    </li>
  );
}

function NameDialog({ passkey, title, onClose }: { passkey: Passkey; title: string; onClose: () => void }) {
  const queries = useQueryClient();
  const rename = useMutation({
    mutationFn: (friendlyName: string) => answerOf(auth.passkey.update({ passkeyId: passkey.id, friendlyName })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['passkeys'] });
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    rename.mutate(String(new FormData(event.currentTarget).get('name')).trim());
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <Field label="Name" name="name" required maxLength={100} defaultValue={passkey.friendly_name ?? ''} placeholder="Laptop" hint="So that you know it again in the list." />
        {rename.error && <ProblemNote error={rename.error} />}
        <div className="form-actions">
          <button type="button" className="button" onClick={onClose}>Not now</button>
          <button type="submit" className="button primary" disabled={rename.isPending}>Save</button>
        </div>
      </form>
    </Dialog>
  );
}
