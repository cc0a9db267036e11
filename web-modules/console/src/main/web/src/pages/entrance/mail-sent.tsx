import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { answerOf } from '../../session/answer.ts';
import { auth } from '../../session/session.tsx';
import { CodeField, codeIn } from '../../ui/code-field.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useNow } from '../../ui/time.tsx';

/** The server sends one address one mail of a kind in as many seconds. */
const MAIL_PAUSE_MS = 60_000;

interface Properties {
  email: string;
  /** What the mail is for. */
  type: 'signup' | 'recovery' | 'email';
  children: ReactNode;
  /** Asks for another mail. */
  again: () => Promise<unknown>;
  /** False when nobody has asked for a mail in this minute. */
  justSent?: boolean;
}

/** After a mail was sent: its code can be typed in here, for who reads it on another device, and another mail asked for. */
export function MailSent({ email, type, children, again, justSent = true }: Properties) {
  const [sentAt, setSentAt] = useState(() => (justSent ? Date.now() : 0));
  const now = useNow(1000);
  const wait = Math.ceil((sentAt + MAIL_PAUSE_MS - now.getTime()) / 1000);
  const resend = useMutation({ mutationFn: again, onSuccess: () => setSentAt(Date.now()) });
  // The session that it opens takes the page away.
  const verify = useMutation({ mutationFn: (token: string) => answerOf(auth.verifyOtp({ email, token, type })) });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    verify.mutate(codeIn(event.currentTarget));
  };
  return (
    <>
      <div role="status">{children}</div>
      <form className="form" onSubmit={submit}>
        <CodeField label="Code from the mail" autoFocus />
        {verify.error && <ProblemNote error={verify.error} />}
        <button type="submit" className="button primary wide" disabled={verify.isPending}>{verify.isPending ? 'Checking…' : 'Go on'}</button>
      </form>
      {resend.error && <ProblemNote error={resend.error} />}
      <button type="button" className="button wide" disabled={resend.isPending || wait > 0} onClick={() => resend.mutate()}>
        {wait > 0 ? `Send it again in ${wait} s` : 'Send it again'}
      </button>
    </>
  );
}
