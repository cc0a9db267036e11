import type { OAuthAuthorizationDetails } from '@supabase/auth-js';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { ApiError } from '../api/problem.ts';
import { inWords, needsSignIn, permissionsOf, placeOf } from '../oauth/consent.ts';
import { auth, signOut, useAccount } from '../session/session.tsx';
import { authErrorOf } from '../session/words.ts';
import { Brand } from '../ui/brand.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { ThemeSwitch } from '../ui/theme-switch.tsx';

/** Where a person decides whether another application lets them in with their account, and what it learns. */
export function ConsentPage() {
  usePageTitle('Let an application in');
  const [search] = useSearchParams();
  const id = search.get('authorization_id') ?? '';
  const [details, setDetails] = useState<OAuthAuthorizationDetails>();
  const [error, setError] = useState<ApiError>();
  const [leaving, setLeaving] = useState(false);

  useEffect(() => {
    let gone = false;
    void (async () => {
      const { data, error: refusal } = await auth.oauth.getAuthorizationDetails(id);
      if (gone) return;
      if (refusal) setError(inWords(authErrorOf(refusal)));
      else if ('redirect_url' in data) window.location.assign(data.redirect_url);
      else setDetails(data);
    })().catch((failure: unknown) => {
      if (!gone) setError(inWords(authErrorOf(failure)));
    });
    return () => {
      gone = true;
    };
  }, [id]);

  const decide = async (allow: boolean) => {
    setLeaving(true);
    setError(undefined);
    try {
      // The library sends the browser on.
      const { error: refusal } = await (allow ? auth.oauth.approveAuthorization(id) : auth.oauth.denyAuthorization(id));
      if (!refusal) return;
      setError(inWords(authErrorOf(refusal)));
    } catch (failure) {
      setError(inWords(authErrorOf(failure)));
    }
    setLeaving(false);
  };

  return (
    <div className="center-page">
      <main className="card sign-card">
        <Brand />
        {details ? (
          <Question details={details} leaving={leaving} decide={(allow) => void decide(allow)} />
        ) : (
          <h1>{error ? 'This does not go on' : 'One moment…'}</h1>
        )}
        {error && <ProblemNote error={error} />}
        {error && needsSignIn(error) && (
          <button type="button" className="button primary wide" onClick={() => void signOut()}>
            Sign in again
          </button>
        )}
      </main>
      <ThemeSwitch className="button quiet icon-only corner" />
    </div>
  );
}

function Question({ details, leaving, decide }: { details: OAuthAuthorizationDetails; leaving: boolean; decide: (allow: boolean) => void }) {
  const account = useAccount();
  const place = placeOf(details.redirect_uri);
  const name = details.client.name || place;
  return (
    <>
      <h1>Sign in to {name}?</h1>
      <p className="address">
        You are <strong>{account.name}</strong> here{details.user.email && ` (${details.user.email})`}. <strong>{name}</strong> would
      </p>
      <ul className="consent-list">
        {permissionsOf(details.scope).map((permission) => (
          <li key={permission}>{permission}</li>
        ))}
      </ul>
      <p className="muted address">
        It cannot change your account or join your calls. Afterwards you go to <strong>{place}</strong>.
      </p>
      <div className="form">
        <button type="button" className="button primary wide" disabled={leaving} onClick={() => decide(true)}>
          {leaving ? 'Going on…' : 'Allow'}
        </button>
        <button type="button" className="button wide" disabled={leaving} onClick={() => decide(false)}>
          Do not allow
        </button>
      </div>
      <p className="muted sign-other">
        Not you?{' '}
        <button type="button" className="button quiet" onClick={() => void signOut()}>
          Sign in as somebody else
        </button>
      </p>
    </>
  );
}
