import { useMutation, useQuery } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { nextPath, towards } from '../../session/account.ts';
import { answerOf } from '../../session/answer.ts';
import { auth, signOut, useSession } from '../../session/session.tsx';
import { CodeField, codeIn } from '../../ui/code-field.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Entrance } from './frame.tsx';

/** Asks for the code of an authenticator app, which the account wants besides the password. */
export function SecondFactorPage() {
  const [search] = useSearchParams();
  const next = nextPath(search.get('next'));
  const { ready, account, owesSecondFactor } = useSession();
  const choice = useId();
  const [chosen, setChosen] = useState<string>();
  const factors = useQuery({
    queryKey: ['factors', account?.id],
    queryFn: async () => (await answerOf(auth.mfa.listFactors()))?.totp ?? [],
    enabled: owesSecondFactor,
  });
  const verify = useMutation({ mutationFn: (proof: { factorId: string; code: string }) => answerOf(auth.mfa.challengeAndVerify(proof)) });
  const leave = useMutation({ mutationFn: signOut });
  if (ready && !account) return <Navigate to={towards('/sign-in', next)} replace />;
  if (ready && !owesSecondFactor) return <Navigate to={next} replace />;
  const apps = factors.data ?? [];
  const factorId = chosen ?? apps[0]?.id;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (factorId) verify.mutate({ factorId, code: codeIn(event.currentTarget) });
  };
  const foot = <>Not {account?.name}? <button type="button" className="as-link" onClick={() => leave.mutate()}>Sign out</button></>;
  return (
    <Entrance title="One more step" foot={foot}>
      {factors.error && <ProblemNote error={factors.error} retry={() => void factors.refetch()} />}
      {factors.isSuccess && apps.length === 0 ? (
        <p role="status">Your second factor is a security key that another application set up. Sign in there, or ask the operator of this server to take it away.</p>
      ) : (
        <form className="form" onSubmit={submit}>
          {apps.length > 1 && (
            <div className="field">
              <label htmlFor={choice}>App</label>
              <select id={choice} value={factorId} onChange={(event) => setChosen(event.target.value)}>
                {apps.map((app) => <option key={app.id} value={app.id}>{app.friendly_name || 'Authenticator app'}</option>)}
              </select>
            </div>
          )}
          <CodeField label="Code of your authenticator app" autoFocus />
          {verify.error && <ProblemNote error={verify.error} />}
          <button type="submit" className="button primary wide" disabled={verify.isPending || !factorId}>{verify.isPending ? 'Checking…' : 'Go on'}</button>
        </form>
      )}
    </Entrance>
  );
}
