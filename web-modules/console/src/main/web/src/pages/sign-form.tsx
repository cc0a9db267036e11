import { useEffect, useState, type FormEvent } from 'react';
import { Link, Navigate, useSearchParams } from 'react-router';
import type { ApiError } from '../api/problem.ts';
import { nextPath } from '../session/account.ts';
import { instance, type Instance } from '../session/instance.ts';
import { auth, useSession } from '../session/session.tsx';
import { authErrorOf } from '../session/words.ts';
import { Brand } from '../ui/brand.tsx';
import { Field } from '../ui/field.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { ThemeSwitch } from '../ui/theme-switch.tsx';

const WORDS = {
  'sign-in': { title: 'Sign in', busy: 'Signing in…', question: 'New here?', other: 'Create an account', path: '/sign-up' },
  'sign-up': { title: 'Create your account', busy: 'Creating…', question: 'Already have an account?', other: 'Sign in', path: '/sign-in' },
} as const;

/** Signing in and signing up: the same page with one more field. */
export function SignForm({ kind }: { kind: keyof typeof WORDS }) {
  const words = WORDS[kind];
  usePageTitle(words.title);
  const [search] = useSearchParams();
  const { account } = useSession();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const [confirm, setConfirm] = useState(false);
  const [server, setServer] = useState<Instance>();
  const shortest = server?.shortestPassword;

  useEffect(() => {
    const asking = new AbortController();
    void instance(asking.signal).then((said) => {
      if (!asking.signal.aborted) setServer(said);
    });
    return () => asking.abort();
  }, []);

  if (account) return <Navigate to={nextPath(search.get('next'))} replace />;

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const email = String(form.get('email')).trim();
    const password = String(form.get('password'));
    setBusy(true);
    setError(undefined);
    try {
      const { data, error: refusal } =
        kind === 'sign-in'
          ? await auth.signInWithPassword({ email, password })
          : await auth.signUp({ email, password, options: { data: { name: String(form.get('name')).trim() } } });
      if (refusal) setError(authErrorOf(refusal));
      else if (!data.session) setConfirm(true);
    } catch (failure) {
      setError(authErrorOf(failure));
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className="center-page">
      <main className="card sign-card">
        <Brand />
        <h1>{words.title}</h1>
        {confirm ? (
          <p role="status">Almost there: open the link in the e-mail we sent you, then sign in.</p>
        ) : (
          <form className="form" onSubmit={(event) => void submit(event)}>
            {kind === 'sign-up' && <Field label="Name" name="name" autoComplete="name" required maxLength={100} autoFocus hint="What others see in a call." />}
            <Field label="E-mail" name="email" type="email" autoComplete="username" required maxLength={255} autoFocus={kind === 'sign-in'} />
            <Field
              label="Password"
              name="password"
              type="password"
              required
              {...(kind === 'sign-up'
                ? { autoComplete: 'new-password', ...(shortest && { minLength: shortest, hint: `At least ${shortest} characters.` }) }
                : { autoComplete: 'current-password' })}
            />
            {error && <ProblemNote error={error} />}
            <button type="submit" className="button primary wide" disabled={busy}>
              {busy ? words.busy : kind === 'sign-in' ? 'Sign in' : 'Create account'}
            </button>
          </form>
        )}
        <p className="muted sign-other">
          {words.question} <Link to={{ pathname: words.path, search: search.toString() }}>{words.other}</Link>
        </p>
        {server?.keepsMail && (
          <p className="muted sign-other">
            This server sends no mail: <a href="/dev/mailbox">read it here</a>.
          </p>
        )}
      </main>
      <ThemeSwitch className="button quiet icon-only corner" />
    </div>
  );
}
