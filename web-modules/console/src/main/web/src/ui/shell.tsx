import { NavLink, Outlet, useLocation, useNavigate } from 'react-router';
import { OrganizationSwitch } from '../pages/organization/switcher.tsx';
import { usePicture } from '../pages/account/picture.ts';
import { useMe } from '../session/organization.ts';
import { signOut, useAccount } from '../session/session.tsx';
import { Avatar } from './avatar.tsx';
import { Brand } from './brand.tsx';
import { DegradedBanner } from './degraded-banner.tsx';
import { ContactsIcon, NodesIcon, PeopleIcon, PhoneIcon, PulseIcon, SignOutIcon, WarningIcon } from './icons.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

/** Ways to what only those who operate the server see. */
function OperatorItems() {
  const me = useMe();
  if (!me.data?.operator) return null;
  return (
    <>
      <NavLink to="/operations" className="rail-item">
        <PulseIcon />
        <span className="rail-label">Operations</span>
      </NavLink>
      <NavLink to="/nodes" className="rail-item">
        <NodesIcon />
        <span className="rail-label">Nodes</span>
      </NavLink>
    </>
  );
}

/** Pages that hang together, whatever they are called. */
const ofOrganization = /^\/(organization|webhooks|dead-letters)/;

/** The frame of a member's pages: a rail at the left, a bar at the bottom on narrow screens. */
export function Shell() {
  const account = useAccount();
  const picture = usePicture();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const leave = async () => {
    await signOut();
    // Without the page to go back to: whoever signs in next does not start on this person's.
    await navigate('/sign-in', { replace: true });
  };
  return (
    <div className="shell">
      <a className="skip" href="#content">Skip to content</a>
      <nav className="rail" aria-label="Main">
        <Brand />
        <OrganizationSwitch className="rail-item rail-switch wide-only" />
        <NavLink to="/" className="rail-item">
          <PhoneIcon />
          <span className="rail-label">Calls</span>
        </NavLink>
        <NavLink to="/contacts" className="rail-item">
          <ContactsIcon />
          <span className="rail-label">Contacts</span>
        </NavLink>
        <NavLink to="/alerts" className="rail-item">
          <WarningIcon />
          <span className="rail-label">Alerts</span>
        </NavLink>
        <NavLink to="/organization" className={`rail-item${ofOrganization.test(pathname) ? ' active' : ''}`}>
          <PeopleIcon />
          <span className="rail-label">Organization</span>
        </NavLink>
        <OperatorItems />
        <div className="rail-foot">
          <ThemeSwitch className="rail-item wide-only" />
          <button type="button" className="rail-item wide-only" onClick={() => void leave()}>
            <SignOutIcon />
            <span className="rail-label">Sign out</span>
          </button>
          <NavLink to="/account" className="rail-item rail-account" title={account.email}>
            <Avatar name={account.name} picture={picture.data?.picture_url} />
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
