import type { User } from '@supabase/auth-js';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { answerOf } from '../../session/answer.ts';
import { arrivalUrl } from '../../session/arrival.ts';
import { auth, useAccount } from '../../session/session.tsx';
import { Field } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { PasswordForm } from './password-form.tsx';

/** What others see of one. */
export function NamePanel() {
  const account = useAccount();
  const queries = useQueryClient();
  const rename = useMutation({
    mutationFn: (name: string) => answerOf(auth.updateUser({ data: { name } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['user'] }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    rename.mutate(String(new FormData(event.currentTarget).get('name')).trim());
  };
  return (
    <Panel title="Profile">
      <form className="form inline-form" onSubmit={submit}>
        <Field label="Name" name="name" autoComplete="name" required maxLength={100} defaultValue={account.name} hint="What others see in a call." />
        <button type="submit" className="button" disabled={rename.isPending}>{rename.isPending ? 'Saving…' : 'Save name'}</button>
      </form>
      {rename.error && <ProblemNote error={rename.error} />}
      <p className="saved small" role="status">{rename.isSuccess && 'Saved.'}</p>
    </Panel>
  );
}

/** The address, and the one that waits for both to agree. */
export function EmailPanel({ user }: { user: User }) {
  const queries = useQueryClient();
  const emailRedirectTo = arrivalUrl(window.location.origin, '/account');
  const change = useMutation({
    mutationFn: (email: string) => answerOf(auth.updateUser({ email }, { emailRedirectTo })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['user'] }),
  });
  const waiting = user.new_email;
  const again = useMutation({ mutationFn: () => answerOf(auth.resend({ type: 'email_change', email: user.email ?? '', options: { emailRedirectTo } })) });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    change.mutate(String(new FormData(event.currentTarget).get('email')).trim());
  };
  return (
    <Panel title="E-mail address" about={user.email ? <>You sign in with <strong className="address">{user.email}</strong>.</> : 'You have none yet.'}>
      {waiting && (
        <div className="notice" role="status">
          <p>
            <strong className="address">{waiting}</strong> waits to be confirmed. Open the link in each mail that we sent, to the new address and to the present one.
          </p>
          <button type="button" className="as-link small" disabled={again.isPending} onClick={() => again.mutate()}>Send the mails again</button>
          {again.isSuccess && <span className="saved small" role="status"> Sent.</span>}
        </div>
      )}
      {again.error && <ProblemNote error={again.error} />}
      <form className="form inline-form" onSubmit={submit}>
        <Field label="New e-mail" name="email" type="email" autoComplete="email" required maxLength={255} />
        <button type="submit" className="button" disabled={change.isPending}>{change.isPending ? 'Sending…' : 'Change e-mail'}</button>
      </form>
      {change.error && <ProblemNote error={change.error} />}
    </Panel>
  );
}

/** A new password, which signs out everywhere else. */
export function PasswordPanel({ user }: { user: User }) {
  const [done, setDone] = useState(false);
  const queries = useQueryClient();
  const changed = () => {
    setDone(true);
    void queries.invalidateQueries({ queryKey: ['user'] });
    void queries.invalidateQueries({ queryKey: ['devices'] });
  };
  return (
    <Panel title="Password" about="A new one signs you out everywhere else.">
      <PasswordForm email={user.email ?? ''} onDone={changed} />
      <p className="saved small" role="status">{done && 'Your password is changed.'}</p>
    </Panel>
  );
}
