import { useState } from 'react';
import { Link, Navigate } from 'react-router';
import { useSession } from '../../session/session.tsx';
import { PasswordForm } from '../account/password-form.tsx';
import { Entrance } from './frame.tsx';

/** Where the link of a mail for a forgotten password, and of an invitation to an account, leads in the end. */
export function NewPasswordPage() {
  const { ready, account, owesSecondFactor } = useSession();
  const [done, setDone] = useState(false);
  if (ready && !account) return <Navigate to="/forgotten-password" replace />;
  if (owesSecondFactor) return <Navigate to="/second-factor?next=%2Fnew-password" replace />;
  if (!account) return <div className="center-page" aria-busy="true" />;
  if (done) {
    return (
      <Entrance title="Your password is changed">
        <p role="status">Wherever else you were signed in, you are signed out.</p>
        <Link className="button primary wide" to="/">Go on</Link>
      </Entrance>
    );
  }
  return (
    <Entrance title="Choose a new password" foot={<Link to="/">Keep the one I have</Link>}>
      <p className="muted">For the account of <strong className="address">{account.email}</strong>.</p>
      <PasswordForm email={account.email} onDone={() => setDone(true)} wide />
    </Entrance>
  );
}
