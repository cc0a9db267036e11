import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { ApiError } from '../../api/problem.ts';
import { onDevice } from '../../kept.ts';
import { answerOf } from '../../session/answer.ts';
import { auth, organizations, signOut, useSession } from '../../session/session.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Entrance } from '../entrance/frame.tsx';

/** Kept while somebody signs in or makes an account, which may go on in another tab: the link of a mail opens one. */
const KEPT = 'auralink-invitation';

/** The token of the link, which stands behind its #, or of the link that was opened before. */
function tokenOf(hash: string): string {
  return new URLSearchParams(hash.replace(/^#/, '')).get('token') ?? onDevice.getItem(KEPT) ?? '';
}

/** Where the mail of an invitation leads to: joins the organization with the account of the address, or says no. */
export function InvitationPage() {
  const { hash } = useLocation();
  const navigate = useNavigate();
  const { ready, account, owesSecondFactor } = useSession();
  const [token] = useState(() => tokenOf(hash));
  useEffect(() => {
    if (token) onDevice.setItem(KEPT, token);
    // What lets somebody in does not stay in the address, nor in the history of the browser.
    window.history.replaceState(window.history.state, '', '/invitation');
  }, [token]);
  const answered = () => onDevice.removeItem(KEPT);
  const accept = useMutation({
    mutationFn: async () => {
      const joined = await organizations.accept(token);
      answered();
      await organizations.activate(joined.organization_id);
      await answerOf(auth.refreshSession());
    },
    onSuccess: () => navigate('/organization', { replace: true }),
  });
  const decline = useMutation({ mutationFn: () => organizations.decline(token), onSuccess: answered });
  const change = useMutation({ mutationFn: signOut });
  if (!ready) return <div className="center-page" aria-busy="true" />;
  if (!token) {
    return <Entrance title="This invitation is not complete" foot={<Link to="/">Go to calls</Link>}><p role="status">Open the link again from the mail, as a whole.</p></Entrance>;
  }
  if (decline.isSuccess) {
    return <Entrance title="You said no" foot={<Link to="/">Go to calls</Link>}><p role="status">The invitation works no more. Who invited you sees that.</p></Entrance>;
  }
  if (!account || owesSecondFactor) {
    return (
      <Entrance title="You are invited">
        <p>Sign in with the account of the address that got the mail, or make one with it. Then you can join.</p>
        <div className="form">
          <Link className="button primary wide" to="/sign-in?next=%2Finvitation">Sign in</Link>
          <Link className="button wide" to="/sign-up?next=%2Finvitation">Create an account</Link>
        </div>
      </Entrance>
    );
  }
  const failure = accept.error ?? decline.error;
  const over = failure instanceof ApiError && failure.status === 404;
  const foreign = failure instanceof ApiError && failure.status === 403;
  return (
    <Entrance title="You are invited" foot={over ? <Link to="/" onClick={answered}>Go to calls</Link> : undefined}>
      <p>You join the organization as <strong>{account.name}</strong> (<span className="address">{account.email}</span>).</p>
      {failure && <ProblemNote error={failure} />}
      {!over && (
        <div className="form">
          {foreign ? (
            <button type="button" className="button primary wide" onClick={() => change.mutate()}>Use another account</button>
          ) : (
            <button type="button" className="button primary wide" disabled={accept.isPending} onClick={() => accept.mutate()}>{accept.isPending ? 'Joining…' : 'Join'}</button>
          )}
          <button type="button" className="button wide" disabled={decline.isPending} onClick={() => decline.mutate()}>Decline</button>
        </div>
      )}
    </Entrance>
  );
}
