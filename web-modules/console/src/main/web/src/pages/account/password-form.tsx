import { useMutation } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import { ApiError } from '../../api/problem.ts';
import { answerOf } from '../../session/answer.ts';
import { useInstance } from '../../session/instance.ts';
import { auth } from '../../session/session.tsx';
import { CodeField, codeIn } from '../../ui/code-field.tsx';
import { Field } from '../../ui/field.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';

/** A new password; what the server wants besides is asked for when it says so. */
export function PasswordForm({ email, onDone, wide = false }: { email: string; onDone: () => void; wide?: boolean }) {
  const shortest = useInstance()?.shortestPassword;
  const form = useRef<HTMLFormElement>(null);
  const [needsPresent, setNeedsPresent] = useState(false);
  const [needsCode, setNeedsCode] = useState(false);
  const change = useMutation({
    mutationFn: (wish: { password: string; current_password?: string; nonce?: string }) => answerOf(auth.updateUser(wish)),
    onSuccess: () => {
      form.current?.reset();
      onDone();
    },
    onError: async (error) => {
      const code = error instanceof ApiError ? error.code : '';
      if (code.startsWith('current_password')) setNeedsPresent(true);
      if (code === 'reauthentication_needed') {
        setNeedsCode(true);
        await send.mutateAsync().catch(() => undefined);
      }
    },
  });
  const send = useMutation({ mutationFn: () => answerOf(auth.reauthenticate()) });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    change.mutate({
      password: String(fields.get('new-password')),
      ...(needsPresent && { current_password: String(fields.get('current-password')) }),
      ...(needsCode && { nonce: codeIn(event.currentTarget) }),
    });
  };
  return (
    <form ref={form} className="form" onSubmit={submit}>
      {/* For password managers: whose password it is. */}
      <input className="visually-hidden" type="email" name="email" autoComplete="username" value={email} readOnly tabIndex={-1} aria-hidden="true" />
      {needsPresent && <Field label="Present password" name="current-password" type="password" autoComplete="current-password" required />}
      <Field
        label="New password"
        name="new-password"
        type="password"
        autoComplete="new-password"
        required
        autoFocus={wide}
        {...(shortest && { minLength: shortest, hint: `At least ${shortest} characters.` })}
      />
      {needsCode && <CodeField label="Code from the mail" />}
      {change.error && <ProblemNote error={change.error} />}
      {send.error && <ProblemNote error={send.error} retry={() => send.mutate()} />}
      <div className={wide ? undefined : 'form-actions'}>
        <button type="submit" className={wide ? 'button primary wide' : 'button primary'} disabled={change.isPending}>
          {change.isPending ? 'Changing…' : 'Change password'}
        </button>
      </div>
    </form>
  );
}
