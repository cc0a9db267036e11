import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Link, Navigate, useSearchParams } from 'react-router';
import { ApiError } from '../../api/problem.ts';
import { nextPath, towards } from '../../session/account.ts';
import { answerOf } from '../../session/answer.ts';
import { arrivalUrl } from '../../session/arrival.ts';
import { useInstance } from '../../session/instance.ts';
import { providerName, signInAt } from '../../session/providers.ts';
import { auth, useSession } from '../../session/session.tsx';
import { Field } from '../../ui/field.tsx';
import { KeyIcon, MailIcon } from '../../ui/icons.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Entrance } from './frame.tsx';
import { MailSent } from './mail-sent.tsx';

/** Signing in: with a password, and the ways without one. */
export function SignInPage() {
  const [search] = useSearchParams();
  const next = nextPath(search.get('next'));
  const { account } = useSession();
  const server = useInstance();
  const [unconfirmed, setUnconfirmed] = useState<string>();
  const signIn = useMutation({
    mutationFn: (known: { email: string; password: string }) => answerOf(auth.signInWithPassword(known)),
    onError: (error, { email }) => {
      if (error instanceof ApiError && error.code === 'email_not_confirmed') setUnconfirmed(email);
    },
  });
  if (account) return <Navigate to={next} replace />;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    signIn.mutate({ email: String(form.get('email')).trim(), password: String(form.get('password')) });
  };
  if (unconfirmed !== undefined) {
    const again = () =>
      answerOf(auth.resend({ type: 'signup', email: unconfirmed, options: { emailRedirectTo: arrivalUrl(window.location.origin, next) } }));
    return (
      <Entrance title="Confirm your address" foot={<Link to={towards('/sign-in', next)} onClick={() => setUnconfirmed(undefined)}>Back to sign-in</Link>}>
        <MailSent email={unconfirmed} type="signup" again={again} justSent={false}>
          <p>Open the link in the mail that <strong className="address">{unconfirmed}</strong> got when you signed up, or ask for another one.</p>
        </MailSent>
      </Entrance>
    );
  }
  return (
    <Entrance
      title="Sign in"
      foot={server?.signUps !== false && <>New here? <Link to={towards('/sign-up', next)}>Create an account</Link></>}
    >
      <form className="form" onSubmit={submit}>
        <Field label="E-mail" name="email" type="email" autoComplete="username" required maxLength={255} autoFocus />
        <Field label="Password" name="password" type="password" autoComplete="current-password" required />
        <Link className="small field-link" to={towards('/forgotten-password', next)}>Forgotten it?</Link>
        {signIn.error && <ProblemNote error={signIn.error} />}
        <button type="submit" className="button primary wide" disabled={signIn.isPending}>{signIn.isPending ? 'Signing in…' : 'Sign in'}</button>
      </form>
      <OtherWays next={next} />
    </Entrance>
  );
}

/** Without a password: by mail, with a passkey, at a provider. */
function OtherWays({ next }: { next: string }) {
  const server = useInstance();
  const passkey = useMutation({ mutationFn: () => answerOf(auth.signInWithPasskey()) });
  const provider = useMutation({ mutationFn: (name: string) => signInAt(name, next) });
  const failure = passkey.error ?? provider.error;
  return (
    <div className="ways" role="group" aria-label="Other ways to sign in">
      <p className="or muted small"><span>or</span></p>
      {server?.passkeys && typeof PublicKeyCredential !== 'undefined' && (
        <button type="button" className="button wide" disabled={passkey.isPending} onClick={() => passkey.mutate()}><KeyIcon />Use a passkey</button>
      )}
      <Link className="button wide" to={towards('/sign-in-by-mail', next)}><MailIcon />Get a link by mail</Link>
      {server?.providers.map((name) => (
        <button key={name} type="button" className="button wide" disabled={provider.isPending} onClick={() => provider.mutate(name)}>
          Sign in with {providerName(name)}
        </button>
      ))}
      {failure && <ProblemNote error={failure} />}
    </div>
  );
}
