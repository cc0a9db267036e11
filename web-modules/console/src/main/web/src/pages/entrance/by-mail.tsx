import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Link, Navigate, useSearchParams } from 'react-router';
import { nextPath, towards } from '../../session/account.ts';
import { answerOf } from '../../session/answer.ts';
import { arrivalUrl } from '../../session/arrival.ts';
import { auth, useSession } from '../../session/session.tsx';
import { Field } from '../../ui/field.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Entrance } from './frame.tsx';
import { MailSent } from './mail-sent.tsx';

const WORDS = {
  'sign-in': { title: 'Sign in by mail', what: 'You get a mail with a link that signs you in, once.', type: 'email' },
  recovery: { title: 'Forgotten password', what: 'You get a mail with a link. It lets you choose a new password.', type: 'recovery' },
} as const;

/** What is asked for by mail: to be let in without a password, or to choose a new one. */
export function ByMailPage({ purpose }: { purpose: keyof typeof WORDS }) {
  const words = WORDS[purpose];
  const [search] = useSearchParams();
  const next = nextPath(search.get('next'));
  const { account } = useSession();
  const [sent, setSent] = useState<string>();
  const send = useMutation({ mutationFn: (email: string) => mail(purpose, email, next), onSuccess: (_, email) => setSent(email) });
  if (account) return <Navigate to={purpose === 'recovery' ? '/new-password' : next} replace />;
  const back = <Link to={towards('/sign-in', next)}>Back to sign-in</Link>;
  if (sent !== undefined) {
    return (
      <Entrance title="Look into your mailbox" foot={back}>
        <MailSent email={sent} type={words.type} again={() => mail(purpose, sent, next)}>
          <p>If there is an account with <strong className="address">{sent}</strong>, a mail is on its way. Open its link, or type in its code.</p>
        </MailSent>
      </Entrance>
    );
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    send.mutate(String(new FormData(event.currentTarget).get('email')).trim());
  };
  return (
    <Entrance title={words.title} foot={back}>
      <p className="muted">{words.what}</p>
      <form className="form" onSubmit={submit}>
        <Field label="E-mail" name="email" type="email" autoComplete="username" required maxLength={255} autoFocus />
        {send.error && <ProblemNote error={send.error} />}
        <button type="submit" className="button primary wide" disabled={send.isPending}>{send.isPending ? 'Sending…' : 'Send the mail'}</button>
      </form>
    </Entrance>
  );
}

function mail(purpose: keyof typeof WORDS, email: string, next: string): Promise<unknown> {
  const redirectTo = arrivalUrl(window.location.origin, next);
  return purpose === 'recovery'
    ? answerOf(auth.resetPasswordForEmail(email, { redirectTo }))
    // No account is made of a mistyped address.
    : answerOf(auth.signInWithOtp({ email, options: { shouldCreateUser: false, emailRedirectTo: redirectTo } }));
}
