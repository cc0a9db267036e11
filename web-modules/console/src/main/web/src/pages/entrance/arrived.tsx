import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router';
import { accountOf, nextPath, towards, type Account } from '../../session/account.ts';
import { answerOf } from '../../session/answer.ts';
import { arrivalOf, pathAfter, type Arrival } from '../../session/arrival.ts';
import { sessionFor } from '../../session/providers.ts';
import { auth, useSession } from '../../session/session.tsx';
import { WarningIcon } from '../../ui/icons.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Entrance } from './frame.tsx';

/** Where links of mails and providers lead to: takes what stands in the address, and goes on. */
export function ArrivedPage() {
  const { search, hash } = useLocation();
  const [query] = useSearchParams();
  const next = nextPath(query.get('next'));
  // Read once: what lets somebody in does not stay in the address, nor in the history of the browser.
  const [arrival] = useState(() => arrivalOf(search, hash));
  useEffect(() => window.history.replaceState(window.history.state, '', towards('/arrived', next)), [next]);
  switch (arrival.kind) {
    case 'session':
    case 'code':
      return <Entering arrival={arrival} next={next} />;
    case 'half':
      return (
        <Entrance title="One more mail" foot={<Onward next={next} />}>
          <p role="status">Thank you. Now open the link in the mail to the other address too: the change needs both.</p>
        </Entrance>
      );
    case 'unlocked':
      return (
        <Entrance title="Your account is open again" foot={<Onward next={next} />}>
          <p role="status">You can sign in on this network now, whoever else tries.</p>
        </Entrance>
      );
    case 'refused':
    case 'nothing':
      return (
        <Entrance title="This link does not work" foot={<Onward next={next} />}>
          <div className="problem" role="alert">
            <WarningIcon />
            <p className="problem-text">{arrival.kind === 'refused' ? arrival.sentence : 'It is not complete. Open it again from the mail, as a whole.'}</p>
          </div>
        </Entrance>
      );
  }
}

function Onward({ next }: { next: string }) {
  const { account } = useSession();
  return account ? <Link to={next}>Go on</Link> : <Link to={towards('/sign-in', next)}>Go to sign-in</Link>;
}

interface Entered {
  accessToken: string;
  refreshToken: string;
  type: string;
  account: Account;
}

/** Takes the session, unless that would put one person in another's place without being asked. */
function Entering({ arrival, next }: { arrival: Extract<Arrival, { kind: 'session' | 'code' }>; next: string }) {
  const { ready, account } = useSession();
  const navigate = useNavigate();
  const look = useMutation({ mutationFn: () => whoCame(arrival) });
  const enter = useMutation({
    mutationFn: (entered: Entered) => take(entered, account),
    onSuccess: (_, entered) => navigate(pathAfter(entered.type, next), { replace: true }),
  });
  const { mutate: lookAgain, data: entered, isIdle } = look;
  const { mutate: goIn, isIdle: isOutside } = enter;
  useEffect(() => {
    if (ready && isIdle) lookAgain();
  }, [ready, isIdle, lookAgain]);
  const stranger = entered && account && account.id !== entered.account.id ? account : undefined;
  useEffect(() => {
    if (entered && !stranger && isOutside) goIn(entered);
  }, [entered, stranger, isOutside, goIn]);
  const failure = look.error ?? enter.error;
  if (failure) {
    return (
      <Entrance title="This link does not work" foot={<Onward next={next} />}>
        <ProblemNote error={failure} />
      </Entrance>
    );
  }
  if (entered && stranger && isOutside) {
    return (
      <Entrance title="Change the account?">
        <p>You are signed in as <strong>{stranger.name}</strong> ({stranger.email}). The link is for <strong>{entered.account.name}</strong> ({entered.account.email}).</p>
        <div className="form">
          <button type="button" className="button primary wide" onClick={() => goIn(entered)}>Go on as {entered.account.name}</button>
          <Link className="button wide" to="/" replace>Stay {stranger.name}</Link>
        </div>
      </Entrance>
    );
  }
  return (
    <Entrance title="Signing in…">
      <p aria-busy="true"><span className="spinner" role="img" aria-label="Loading" /></p>
    </Entrance>
  );
}

async function whoCame(arrival: Extract<Arrival, { kind: 'session' | 'code' }>): Promise<Entered> {
  const type = arrival.kind === 'session' ? arrival.type : '';
  const { accessToken, refreshToken } = arrival.kind === 'session' ? arrival : await sessionFor(arrival.code);
  const { user } = await answerOf(auth.getUser(accessToken));
  if (!user) throw new Error('a token is nobody’s');
  return { accessToken, refreshToken, type, account: accountOf(user) };
}

/**
 * Who is here already, and comes back with a new address or another way to sign in, keeps the session that they have: it may
 * have shown a second factor. One for a forgotten password counts for more, as it needs no present one.
 */
async function take(entered: Entered, present: Account | undefined): Promise<void> {
  const { accessToken, refreshToken, type } = entered;
  if (present?.id === entered.account.id && type !== 'recovery') {
    await fetch('/auth/v1/logout?scope=local', { method: 'POST', headers: { authorization: `Bearer ${accessToken}` } });
    await answerOf(auth.refreshSession());
    return;
  }
  await answerOf(auth.setSession({ access_token: accessToken, refresh_token: refreshToken }));
}
