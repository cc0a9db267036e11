import { useQuery } from '@tanstack/react-query';
import { NavLink, Outlet, useNavigate } from 'react-router';
import { operations, signOut, useAccount } from '../session/session.tsx';
import { Avatar } from './avatar.tsx';
import { Brand } from './brand.tsx';
import { DegradedBanner } from './degraded-banner.tsx';
import { NodesIcon, PhoneIcon, SignOutIcon, WarningIcon, WebhookIcon } from './icons.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

/** Ways to what only those who operate the server see. */
function OperatorItems() {
  const me = useQuery({ queryKey: ['me'], queryFn: ({ signal }) => operations.me(signal), staleTime: Infinity });
  if (!me.data?.operator) return null;
  return (
    <NavLink to="/nodes" className="rail-item">
      <NodesIcon />
      <span className="rail-label">Nodes</span>
    </NavLink>
  );
}

/** The frame of a member's pages: a rail at the left, a bar at the bottom on narrow screens. */
export function Shell() {
  const account = useAccount();
  const navigate = useNavigate();
  const leave = async () => {
    // Whoever signs in next does not start on this person's page.
    await navigate('/');
    await signOut();
  };
  return (
    <div className="shell">
      <a className="skip" href="#content">Skip to content</a>
      <nav className="rail" aria-label="Main">
        <Brand />
        <NavLink to="/" className="rail-item">
          <PhoneIcon />
          <span className="rail-label">Calls</span>
        </NavLink>
        <NavLink to="/alerts" className="rail-item">
          <WarningIcon />
          <span className="rail-label">Alerts</span>
        </NavLink>
        <NavLink to="/webhooks" className="rail-item">
          <WebhookIcon />
          <span className="rail-label">Webhooks</span>
        </NavLink>
        <OperatorItems />
        <div className="rail-foot">
          <ThemeSwitch className="rail-item wide-only" />
          <button type="button" className="rail-item wide-only" onClick={() => void leave()}>
            <SignOutIcon />
            <span className="rail-label">Sign out</span>
          </button>
          <NavLink to="/account" className="rail-item rail-account" title={account.email}>
            <Avatar name={account.name} />
            <span className="rail-account-text wide-only">
              <span className="rail-account-name">{account.name}</span>
              <span className="muted small">{account.auraId ?? account.email}</span>
            </span>
            <span className="rail-label narrow-only">Account</span>
          </NavLink>
        </div>
      </nav>
      <main id="content" className="content" tabIndex={-1}>
        <DegradedBanner />
        <Outlet />
      </main>
    </div>
  );
}
