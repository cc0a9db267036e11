import { NavLink } from 'react-router';
import { runs } from '../../format/role.ts';
import { useOrganization } from '../../session/organization.ts';

/** The pages of the organization, of which those who do not run it have one. */
export function OrganizationTabs() {
  const organization = useOrganization();
  if (!organization || !runs(organization.role)) return null;
  return (
    <nav className="tabs" aria-label="Organization">
      <NavLink to="/organization" end>Members</NavLink>
      <NavLink to="/organization/keys">API keys</NavLink>
      <NavLink to="/webhooks">Webhooks</NavLink>
      <NavLink to="/organization/audit">Audit</NavLink>
    </nav>
  );
}
