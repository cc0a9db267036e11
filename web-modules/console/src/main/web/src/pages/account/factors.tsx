import type { Factor, User } from '@supabase/auth-js';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type FormEvent } from 'react';
import { answerOf } from '../../session/answer.ts';
import { auth } from '../../session/session.tsx';
import { CodeField, codeIn } from '../../ui/code-field.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { CopySecret } from '../../ui/copy-secret.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { Ago } from '../../ui/time.tsx';

/** What one shows besides the password. */
export function FactorsPanel({ user }: { user: User }) {
  const [adding, setAdding] = useState(false);
  const factors = (user.factors ?? []).filter((factor) => factor.status === 'verified');
  return (
    <Panel
      title="Two-factor sign-in"
      about="Besides the password, a code of an app on your phone: who learns the password alone does not get in."
      action={<button type="button" className="button" onClick={() => setAdding(true)}>Add an app</button>}
    >
      {factors.length > 0 && (
        <ul className="call-list" aria-label="Second factors">
          {factors.map((factor) => <FactorRow key={factor.id} factor={factor} last={factors.length === 1} />)}
        </ul>
      )}
      {adding && <AddAppDialog taken={factors.map((factor) => factor.friendly_name ?? '')} onClose={() => setAdding(false)} />}
    </Panel>
  );
}

function FactorRow({ factor, last }: { factor: Factor; last: boolean }) {
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const name = factor.friendly_name || (factor.factor_type === 'webauthn' ? 'Security key' : 'Authenticator app');
  return (
    <li className="call-row" data-testid="factor-row">
      <div className="call-row-main">
        <p className="row-name">{name}</p>
        <p className="row-facts muted">
          <span>{factor.factor_type === 'webauthn' ? 'Security key' : 'Authenticator app'}</span>
          <span>added <Ago at={factor.created_at} /></span>
        </p>
      </div>
      <div className="call-row-actions">
        <button type="button" className="button danger-text" aria-label={`Remove ${name}`} onClick={() => setAsking(true)}>Remove</button>
      </div>
      {asking && (
        <Confirm
          title={`Remove “${name}”?`}
          action="Remove it"
          run={async () => {
            await answerOf(auth.mfa.unenroll({ factorId: factor.id }));
            await answerOf(auth.refreshSession());
          }}
          onDone={() => queries.invalidateQueries({ queryKey: ['user'] })}
          onClose={() => setAsking(false)}
        >
          <p>{last ? 'From then on your password alone lets you in.' : 'Its codes are not taken any more; your other factors are.'}</p>
        </Confirm>
      )}
    </li>
  );
}

/** A name that none of the others has. */
function freeName(taken: readonly string[]): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'Authenticator app' : `Authenticator app ${number}`;
    if (!taken.includes(name)) return name;
  }
}

function AddAppDialog({ taken, onClose }: { taken: readonly string[]; onClose: () => void }) {
  const queries = useQueryClient();
  const enrol = useMutation({
    mutationFn: (friendlyName: string) => answerOf(auth.mfa.enroll({ factorType: 'totp', friendlyName })),
  });
  const factorId = enrol.data?.id;
  const verify = useMutation({
    mutationFn: (proof: { factorId: string; code: string }) => answerOf(auth.mfa.challengeAndVerify(proof)),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['devices'] });
      await queries.invalidateQueries({ queryKey: ['user'] });
      onClose();
    },
  });
  // Who goes away before the first code leaves nothing behind; what stays is forgotten by the server in some minutes.
  const { isSuccess } = verify;
  useEffect(() => {
    if (!factorId || isSuccess) return;
    const forget = () => void auth.mfa.unenroll({ factorId });
    window.addEventListener('pagehide', forget);
    return () => window.removeEventListener('pagehide', forget);
  }, [factorId, isSuccess]);
  const close = () => {
    if (factorId && !isSuccess) void auth.mfa.unenroll({ factorId });
    onClose();
  };
  if (!enrol.data) {
    const name = (event: FormEvent<HTMLFormElement>) => {
      event.preventDefault();
      enrol.mutate(String(new FormData(event.currentTarget).get('name')).trim());
    };
    return (
      <Dialog title="Add an authenticator app" onClose={close}>
        <form className="form" onSubmit={name}>
          <Field label="Name" name="name" required maxLength={100} defaultValue={freeName(taken)} hint="So that you know it again in the list." />
          {enrol.error && <ProblemNote error={enrol.error} />}
          <div className="form-actions">
            <button type="button" className="button" onClick={close}>Cancel</button>
            <button type="submit" className="button primary" disabled={enrol.isPending}>{enrol.isPending ? 'Preparing…' : 'Go on'}</button>
          </div>
        </form>
      </Dialog>
    );
  }
  const { totp } = enrol.data;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (factorId) verify.mutate({ factorId, code: codeIn(event.currentTarget) });
  };
  return (
    <Dialog title="Scan this with your app" onClose={close}>
      <QrCode svg={svgOf(totp.qr_code)} label="QR code for your authenticator app; the key below says the same" />
      <CopySecret label="Or type in this key" text={totp.secret} />
      <form className="form" onSubmit={submit}>
        <CodeField label="Code that the app shows now" hint="It proves that the app works." />
        {verify.error && <ProblemNote error={verify.error} />}
        <div className="form-actions">
          <button type="button" className="button" onClick={close}>Cancel</button>
          <button type="submit" className="button primary" disabled={verify.isPending}>{verify.isPending ? 'Checking…' : 'Turn on'}</button>
        </div>
      </form>
    </Dialog>
  );
}

/** auth-js makes an address of the server's SVG. */
function svgOf(address: string): string {
  return address.slice(address.indexOf('<'));
}
