import type { User, UserIdentity } from '@supabase/auth-js';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf } from '../../session/answer.ts';
import { arrivalUrl } from '../../session/arrival.ts';
import { useInstance } from '../../session/instance.ts';
import { providerName } from '../../session/providers.ts';
import { auth } from '../../session/session.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Ago } from '../../ui/time.tsx';

const nameOf = (identity: UserIdentity) => (identity.provider === 'email' ? 'E-mail and password' : providerName(identity.provider));

/** By what one signs in, where there is a choice. */
export function IdentitiesPanel({ user }: { user: User }) {
  const providers = useInstance()?.providers ?? [];
  const identities = user.identities ?? [];
  const missing = providers.filter((name) => !identities.some((identity) => identity.provider === name));
  const link = useMutation({
    mutationFn: (provider: string) =>
      answerOf(auth.linkIdentity({ provider: provider as 'keycloak', options: { redirectTo: arrivalUrl(window.location.origin, '/account') } })),
  });
  if (providers.length === 0 && identities.length < 2) return null;
  return (
    <Panel title="Sign-in methods" about="Each of them opens this account.">
      <ul className="call-list" aria-label="Sign-in methods">
        {identities.map((identity) => <IdentityRow key={identity.identity_id} identity={identity} only={identities.length === 1} />)}
      </ul>
      <div className="page-actions">
        {missing.map((name) => (
          <button key={name} type="button" className="button" disabled={link.isPending} onClick={() => link.mutate(name)}>Add {providerName(name)}</button>
        ))}
      </div>
      {link.error && <ProblemNote error={link.error} />}
    </Panel>
  );
}

function IdentityRow({ identity, only }: { identity: UserIdentity; only: boolean }) {
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const email: unknown = identity.identity_data?.email;
  return (
    <li className="call-row" data-testid="identity-row">
      <div className="call-row-main">
        <p className="row-name">{nameOf(identity)}</p>
        <p className="row-facts muted">
          {typeof email === 'string' && <span>{email}</span>}
          {identity.last_sign_in_at && <span>used <Ago at={identity.last_sign_in_at} /></span>}
        </p>
      </div>
      {!only && (
        <div className="call-row-actions">
          <button type="button" className="button danger-text" aria-label={`Remove ${nameOf(identity)}`} onClick={() => setAsking(true)}>Remove</button>
        </div>
      )}
      {asking && (
        <Confirm
          title={`Remove ${nameOf(identity)}?`}
          action="Remove it"
          run={() => answerOf(auth.unlinkIdentity(identity))}
          onDone={() => queries.invalidateQueries({ queryKey: ['user'] })}
          onClose={() => setAsking(false)}
        >
          <p>{identity.provider === 'email' ? 'Your password is forgotten, and opens this account no more.' : 'It opens this account no more.'}</p>
        </Confirm>
      )}
    </li>
  );
}
