import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import type { Organization } from '../../api/organizations.ts';
import { ApiError } from '../../api/problem.ts';
import { useMovedAway } from '../../session/organization.ts';
import { organizations } from '../../session/session.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';

/** Another name, and another word in addresses. */
export function RenameDialog({ organization, onClose }: { organization: Organization; onClose: () => void }) {
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (wish: { name: string; slug: string }) => organizations.change(organization.organization_id, wish),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['organizations'] });
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    change.mutate({ name: String(form.get('name')).trim(), slug: String(form.get('slug')).trim() });
  };
  const fields = change.error instanceof ApiError ? change.error.fields : {};
  return (
    <Dialog title="Rename the organization" onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <Field label="Name" name="name" required maxLength={100} defaultValue={organization.name} error={fields.name} />
        <Field label="Short name" name="slug" required maxLength={50} defaultValue={organization.slug} hint="Small letters, digits and hyphens; no other organization has it." error={fields.slug} />
        {change.error && <ProblemNote error={change.error} />}
        <div className="form-actions">
          <button type="button" className="button" onClick={onClose}>Cancel</button>
          <button type="submit" className="button primary" disabled={change.isPending}>Save</button>
        </div>
      </form>
    </Dialog>
  );
}

/** How one parts from it: the owner by handing it over or deleting it, everybody else by leaving. */
export function OrganizationEnd({ organization }: { organization: Organization }) {
  const movedAway = useMovedAway();
  const [asking, setAsking] = useState<'transfer' | 'leave' | 'delete'>();
  const id = organization.organization_id;
  const close = () => setAsking(undefined);
  const owner = organization.role === 'owner';
  return (
    <div className="page-part">
      <Panel
        title={owner ? 'This organization is yours' : 'Leave'}
        about={owner ? 'You leave it by handing it to another member. Deleting takes it away from everybody.' : `You belong to ${organization.name} until you leave or are removed.`}
      >
        <div className="page-actions">
          {owner && <button type="button" className="button" onClick={() => setAsking('transfer')}>Hand over</button>}
          {owner && <button type="button" className="button danger-text" onClick={() => setAsking('delete')}>Delete organization</button>}
          {!owner && <button type="button" className="button danger-text" onClick={() => setAsking('leave')}>Leave organization</button>}
        </div>
      </Panel>
      {asking === 'transfer' && <TransferDialog organization={organization} onClose={close} />}
      {asking === 'leave' && (
        <Confirm title={`Leave ${organization.name}?`} action="Leave" keep="Stay" run={() => organizations.leave(id)} onDone={movedAway} onClose={close}>
          <p>You see nothing of it any more, and your API keys stop working. To come back you need an invitation.</p>
        </Confirm>
      )}
      {asking === 'delete' && (
        <Confirm title={`Delete ${organization.name}?`} action="Delete it" run={() => organizations.remove(id)} onDone={movedAway} onClose={close}>
          <p>Nobody works in it from now on. For 30 days you may restore it from the list of your organizations; then its members, calls, keys and audit are gone.</p>
        </Confirm>
      )}
    </div>
  );
}

function TransferDialog({ organization, onClose }: { organization: Organization; onClose: () => void }) {
  const queries = useQueryClient();
  const choice = useId();
  const id = organization.organization_id;
  const members = useQuery({ queryKey: ['members', id, 'all'], queryFn: async ({ signal }) => (await organizations.everyMember(id, signal)).items });
  const others = (members.data ?? []).filter((member) => member.role !== 'owner');
  const transfer = useMutation({
    mutationFn: (to: string) => organizations.transfer(id, to),
    onSuccess: async () => {
      await queries.invalidateQueries();
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    transfer.mutate(String(new FormData(event.currentTarget).get('to')));
  };
  return (
    <Dialog title={`Hand ${organization.name} over`} onClose={onClose}>
      {members.error && <ProblemNote error={members.error} retry={() => void members.refetch()} />}
      {members.isSuccess && others.length === 0 ? (
        <p>There is nobody to hand it to. Invite somebody first.</p>
      ) : (
        <form className="form" onSubmit={submit}>
          <div className="field">
            <label htmlFor={choice}>New owner</label>
            <select id={choice} name="to" required disabled={others.length === 0}>
              {others.map((member) => <option key={member.user_id} value={member.user_id}>{member.display_name ?? member.aura_id}</option>)}
            </select>
          </div>
          <p className="muted small">You stay, as an admin. Only the new owner can hand it back.</p>
          {transfer.error && <ProblemNote error={transfer.error} />}
          <div className="form-actions">
            <button type="button" className="button" onClick={onClose}>Cancel</button>
            <button type="submit" className="button danger" disabled={transfer.isPending || others.length === 0}>Hand it over</button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
