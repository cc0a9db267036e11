import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Link, Navigate, useSearchParams } from 'react-router';
import { nextPath, towards } from '../../session/account.ts';
import { answerOf } from '../../session/answer.ts';
import { arrivalUrl } from '../../session/arrival.ts';
import { useInstance } from '../../session/instance.ts';
import { auth, useSession } from '../../session/session.tsx';
import { Field } from '../../ui/field.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Entrance } from './frame.tsx';
import { MailSent } from './mail-sent.tsx';

/** Making an account; where addresses are confirmed, it opens by the link or the code of a mail. */
export function SignUpPage() {
  const [search] = useSearchParams();
  const next = nextPath(search.get('next'));
  const { account } = useSession();
  const shortest = useInstance()?.shortestPassword;
  const [waiting, setWaiting] = useState<string>();
  const emailRedirectTo = arrivalUrl(window.location.origin, next);
  const signUp = useMutation({
    mutationFn: async (wish: { email: string; password: string; name: string }) => {
      const { email, password, name } = wish;
      const { session } = await answerOf(auth.signUp({ email, password, options: { data: { name }, emailRedirectTo } }));
      if (!session) setWaiting(email);
    },
  });
  if (account) return <Navigate to={next} replace />;
  if (waiting !== undefined) {
    return (
      <Entrance title="Look into your mailbox" foot={<>Wrong address? <Link to={towards('/sign-up', next)} onClick={() => setWaiting(undefined)}>Begin again</Link></>}>
        <MailSent email={waiting} type="signup" again={() => answerOf(auth.resend({ type: 'signup', email: waiting, options: { emailRedirectTo } }))}>
          <p>We sent a mail to <strong className="address">{waiting}</strong>. Open its link to confirm that the address is yours, or type in its code.</p>
        </MailSent>
      </Entrance>
    );
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    signUp.mutate({ email: String(form.get('email')).trim(), password: String(form.get('password')), name: String(form.get('name')).trim() });
  };
  return (
    <Entrance title="Create your account" foot={<>Already have an account? <Link to={towards('/sign-in', next)}>Sign in</Link></>}>
      <form className="form" onSubmit={submit}>
        <Field label="Name" name="name" autoComplete="name" required maxLength={100} autoFocus hint="What others see in a call." />
        <Field label="E-mail" name="email" type="email" autoComplete="username" required maxLength={255} />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="new-password"
          required
          {...(shortest && { minLength: shortest, hint: `At least ${shortest} characters.` })}
        />
        {signUp.error && <ProblemNote error={signUp.error} />}
        <button type="submit" className="button primary wide" disabled={signUp.isPending}>{signUp.isPending ? 'Creating…' : 'Create account'}</button>
      </form>
    </Entrance>
  );
}
