import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, type FormEvent } from 'react';
import type { Invitation, Organization, Role } from '../../api/organizations.ts';
import { ApiError } from '../../api/problem.ts';
import { roleChoice, roleName, rolesToGive } from '../../format/role.ts';
import { organizations } from '../../session/session.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { PagedList } from '../../ui/paged-list.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Ago } from '../../ui/time.tsx';

const WORDS: Readonly<Record<Invitation['status'], string>> = {
  pending: 'Waits for an answer', accepted: 'Accepted', declined: 'Declined', revoked: 'Withdrawn', expired: 'Expired',
};

/** The dot of a state, as calls have it. */
const DOTS: Readonly<Record<Invitation['status'], string>> = { pending: 'waiting', accepted: 'active', declined: '', revoked: '', expired: '' };

/** Who was asked to join, and what came of it. */
export function Invitations({ organization }: { organization: Organization }) {
  return (
    <section className="page-part" aria-labelledby="invitations">
      <h2 id="invitations">Invitations</h2>
      <PagedList
        queryKey={['invitations', organization.organization_id]}
        read={(cursor, signal) => organizations.invitations(organization.organization_id, cursor, signal)}
        name="Invitations"
        pending={null}
        empty={<p className="muted">Nobody is invited. Who you invite gets a mail with a link that works for seven days.</p>}
        row={(invitation) => <InvitationRow key={invitation.invitation_id} invitation={invitation} organization={organization} />}
      />
    </section>
  );
}

function InvitationRow({ invitation, organization }: { invitation: Invitation; organization: Organization }) {
  const queries = useQueryClient();
  const fresh = () => queries.invalidateQueries({ queryKey: ['invitations'] });
  const revoke = useMutation({ mutationFn: () => organizations.revokeInvitation(organization.organization_id, invitation.invitation_id), onSuccess: fresh });
  const again = useMutation({ mutationFn: () => organizations.invite(organization.organization_id, invitation.email, invitation.role), onSuccess: fresh });
  const failure = revoke.error ?? again.error;
  return (
    <li className="call-row" data-testid="invitation-row" data-status={invitation.status}>
      <div className="call-row-main">
        <p className="row-name">{invitation.email}</p>
        <p className="row-facts muted">
          <span className={`status ${DOTS[invitation.status]}`}>{WORDS[invitation.status]}</span>
          <span>as {roleName(invitation.role).toLowerCase()}</span>
          <span>sent <Ago at={invitation.created_at} /></span>
        </p>
        {failure && <ProblemNote error={failure} />}
      </div>
      {(invitation.status === 'pending' || invitation.status === 'expired') && (
        <div className="call-row-actions">
          <button type="button" className="button" aria-label={`Send again to ${invitation.email}`} disabled={again.isPending} onClick={() => again.mutate()}>Send again</button>
          {invitation.status === 'pending' && (
            <button type="button" className="button danger-text" aria-label={`Withdraw the invitation of ${invitation.email}`} disabled={revoke.isPending} onClick={() => revoke.mutate()}>Withdraw</button>
          )}
        </div>
      )}
    </li>
  );
}

/** Asks whom to invite, and as what. */
export function InviteDialog({ organization, onClose }: { organization: Organization; onClose: () => void }) {
  const queries = useQueryClient();
  const roles = useId();
  const invite = useMutation({
    mutationFn: (wish: { email: string; role: Role }) => organizations.invite(organization.organization_id, wish.email, wish.role),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['invitations'] });
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    invite.mutate({ email: String(form.get('email')).trim(), role: String(form.get('role')) as Role });
  };
  const fields = invite.error instanceof ApiError ? invite.error.fields : {};
  return (
    <Dialog title={`Invite to ${organization.name}`} onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <Field label="E-mail" name="email" type="email" required maxLength={255} placeholder="ada@example.org" error={fields.email} />
        <div className="field">
          <label htmlFor={roles}>Role</label>
          <select id={roles} name="role" defaultValue="member">
            {rolesToGive(organization.role).map((role) => <option key={role} value={role}>{roleChoice(role)}</option>)}
          </select>
        </div>
        {invite.error && <ProblemNote error={invite.error} />}
        <div className="form-actions">
          <button type="button" className="button" onClick={onClose}>Cancel</button>
          <button type="submit" className="button primary" disabled={invite.isPending}>{invite.isPending ? 'Sending…' : 'Send invitation'}</button>
        </div>
      </form>
    </Dialog>
  );
}
