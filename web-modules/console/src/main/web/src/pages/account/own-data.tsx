import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiError } from '../../api/problem.ts';
import { accountApi, endedElsewhere, signOut, useAccount } from '../../session/session.tsx';
import { saveAs } from '../../ui/save-as.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';

/** Everything that is kept about one: to take along, and to be rid of. */
export function OwnDataPanel() {
  const [deleting, setDeleting] = useState(false);
  const fetchAll = useMutation({
    mutationFn: () => accountApi.exported(),
    onSuccess: (data) => saveAs('auralink-account.json', JSON.stringify(data, undefined, 2)),
  });
  return (
    <Panel title="Your data" about="What this server keeps about you, as one file: account, devices, organizations, and the calls you were in.">
      <div className="page-actions">
        <button type="button" className="button" disabled={fetchAll.isPending} onClick={() => fetchAll.mutate()}>{fetchAll.isPending ? 'Collecting…' : 'Download your data'}</button>
        <button type="button" className="button danger-text" onClick={() => setDeleting(true)}>Delete account</button>
      </div>
      {fetchAll.error && <ProblemNote error={fetchAll.error} />}
      {deleting && <DeleteDialog onClose={() => setDeleting(false)} />}
    </Panel>
  );
}

function DeleteDialog({ onClose }: { onClose: () => void }) {
  const account = useAccount();
  const navigate = useNavigate();
  const typing = useId();
  const [typed, setTyped] = useState('');
  const remove = useMutation({ mutationFn: () => accountApi.remove(), onSuccess: endedElsewhere });
  const again = useMutation({
    mutationFn: async () => {
      await navigate('/account');
      await signOut();
    },
  });
  const stale = remove.error instanceof ApiError && remove.error.code === 'reauthentication_needed';
  return (
    <Dialog title="Delete your account?" onClose={onClose}>
      <p>
        Your profile, passkeys, sign-in methods and API keys are deleted, and every organization that is yours alone with its calls. You leave all
        others. Nobody can bring this back: download your data first.
      </p>
      <div className="field">
        <label htmlFor={typing}>Type <strong>{account.email}</strong> to go on</label>
        <input id={typing} autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
      </div>
      {remove.error && <ProblemNote error={remove.error} />}
      <div className="form-actions">
        <button type="button" className="button" onClick={onClose}>Keep my account</button>
        {stale ? (
          <button type="button" className="button primary" onClick={() => again.mutate()}>Sign in again</button>
        ) : (
          <button
            type="button"
            className="button danger"
            disabled={remove.isPending || typed.trim().toLowerCase() !== account.email.toLowerCase()}
            onClick={() => remove.mutate()}
          >
            Delete my account
          </button>
        )}
      </div>
    </Dialog>
  );
}
