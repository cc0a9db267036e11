import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Member, Organization, Role } from '../../api/organizations.ts';
import { roleName, rolesToGive, runs } from '../../format/role.ts';
import { useOrganization } from '../../session/organization.ts';
import { organizations, useAccount } from '../../session/session.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { PlusIcon } from '../../ui/icons.tsx';
import { usePageTitle } from '../../ui/page-title.ts';
import { PagedList } from '../../ui/paged-list.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Ago } from '../../ui/time.tsx';
import { Invitations, InviteDialog } from './invitations.tsx';
import { OrganizationEnd, RenameDialog } from './organization.tsx';
import { OrganizationSwitch } from './switcher.tsx';
import { OrganizationTabs } from './tabs.tsx';

/** Who works in the organization, and as what. */
export function MembersPage() {
  usePageTitle('Organization');
  const organization = useOrganization();
  const [asking, setAsking] = useState<'invite' | 'rename'>();
  if (!organization) return <div aria-busy="true" aria-label="Loading the organization"><span className="skeleton title" /><span className="skeleton block" /></div>;
  const running = runs(organization.role);
  return (
    <>
      <header className="page-head">
        <div>
          <h1>{organization.name}</h1>
          <p className="muted">You are {roleName(organization.role).toLowerCase()} here. The plan “{organization.plan}” allows {organization.max_users} members and {organization.max_calls_per_month} calls a month.</p>
        </div>
        <div className="page-actions">
          <OrganizationSwitch className="button narrow-only" />
          {running && <button type="button" className="button" onClick={() => setAsking('rename')}>Rename</button>}
          {running && <button type="button" className="button primary" onClick={() => setAsking('invite')}><PlusIcon />Invite</button>}
        </div>
      </header>
      <OrganizationTabs />
      <PagedList
        queryKey={['members', organization.organization_id]}
        read={(cursor, signal) => organizations.members(organization.organization_id, cursor, signal)}
        name="Members"
        empty={null}
        row={(member) => <MemberRow key={member.user_id} member={member} organization={organization} />}
      />
      {running && <Invitations organization={organization} />}
      <OrganizationEnd organization={organization} />
      {asking === 'invite' && <InviteDialog organization={organization} onClose={() => setAsking(undefined)} />}
      {asking === 'rename' && <RenameDialog organization={organization} onClose={() => setAsking(undefined)} />}
    </>
  );
}

function MemberRow({ member, organization }: { member: Member; organization: Organization }) {
  const queries = useQueryClient();
  const account = useAccount();
  const [removing, setRemoving] = useState(false);
  const fresh = () => queries.invalidateQueries({ queryKey: ['members'] });
  const change = useMutation({ mutationFn: (role: Role) => organizations.changeRole(organization.organization_id, member.user_id, role), onSuccess: fresh });
  const name = member.display_name ?? member.aura_id;
  const myself = member.user_id === account.id;
  const may = runs(organization.role) && !myself && member.role !== 'owner';
  return (
    <li className="call-row" data-testid="member-row" data-role={member.role}>
      <Avatar name={name} />
      <div className="call-row-main">
        <p className="row-name">{name}{myself && <span className="muted"> (you)</span>}</p>
        <p className="row-facts muted">
          <span>{member.aura_id}</span>
          {!may && <span>{roleName(member.role)}</span>}
          <span>since <Ago at={member.created_at} /></span>
        </p>
        {change.error && <ProblemNote error={change.error} />}
      </div>
      {may && (
        <div className="call-row-actions">
          <select aria-label={`Role of ${name}`} className="row-select" value={member.role} disabled={change.isPending} onChange={(event) => change.mutate(event.target.value as Role)}>
            {rolesToGive(organization.role).map((role) => <option key={role} value={role}>{roleName(role)}</option>)}
          </select>
          <button type="button" className="button danger-text" aria-label={`Remove ${name}`} onClick={() => setRemoving(true)}>Remove</button>
        </div>
      )}
      {removing && (
        <Confirm
          title={`Remove ${name}?`}
          action="Remove"
          keep="Keep them"
          run={() => organizations.removeMember(organization.organization_id, member.user_id)}
          onDone={fresh}
          onClose={() => setRemoving(false)}
        >
          <p>They see nothing of {organization.name} any more, and the API keys that they made stop working. Their calls stay.</p>
        </Confirm>
      )}
    </li>
  );
}
