import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { Organization } from '../../api/organizations.ts';
import { ApiError } from '../../api/problem.ts';
import { roleName } from '../../format/role.ts';
import { useMoveTo, useOrganization, useOrganizations } from '../../session/organization.ts';
import { organizations } from '../../session/session.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { SwitchIcon } from '../../ui/icons.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Ago } from '../../ui/time.tsx';

/** In which organization one acts, and the way to the others. */
export function OrganizationSwitch({ className }: { className: string }) {
  const organization = useOrganization();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={className} title="Change the organization" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <SwitchIcon />
        <span className="rail-label">{organization?.name ?? 'Organization'}</span>
      </button>
      {open && <SwitchDialog present={organization?.organization_id} onClose={() => setOpen(false)} />}
    </>
  );
}

function SwitchDialog({ present, onClose }: { present: string | undefined; onClose: () => void }) {
  const list = useOrganizations();
  const moveTo = useMoveTo();
  const move = useMutation({ mutationFn: (id: string) => moveTo(id, '/'), onSuccess: onClose });
  const restore = useMutation({ mutationFn: (id: string) => organizations.restore(id), onSuccess: () => list.refetch() });
  const create = useMutation({
    mutationFn: async (name: string) => moveTo((await organizations.create(name)).organization_id, '/organization'),
    onSuccess: onClose,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate(String(new FormData(event.currentTarget).get('name')).trim());
  };
  const busy = move.isPending || restore.isPending || create.isPending;
  const failure = list.error ?? move.error ?? restore.error;
  const fields = create.error instanceof ApiError ? create.error.fields : {};
  return (
    <Dialog title="Your organizations" onClose={onClose}>
      {failure && <ProblemNote error={failure} />}
      <ul className="choice-list" aria-label="Organizations">
        {(list.data ?? []).map((each) => (
          <Choice key={each.organization_id} organization={each} present={each.organization_id === present} busy={busy} onMove={move.mutate} onRestore={restore.mutate} />
        ))}
      </ul>
      <form className="form inline-form" onSubmit={submit}>
        <Field label="New organization" name="name" required maxLength={100} placeholder="Acme" error={fields.name} />
        <button type="submit" className="button" disabled={busy}>Create</button>
      </form>
      {create.error && <ProblemNote error={create.error} />}
    </Dialog>
  );
}

interface ChoiceProperties {
  organization: Organization;
  present: boolean;
  busy: boolean;
  onMove: (id: string) => void;
  onRestore: (id: string) => void;
}

function Choice({ organization, present, busy, onMove, onRestore }: ChoiceProperties) {
  const id = organization.organization_id;
  return (
    <li data-testid="organization-choice">
      <span className="choice-text">
        <span className="row-name">{organization.name}</span>
        <span className="muted small">
          {organization.delete_after ? <>deleted, gone <Ago at={organization.delete_after} /></> : roleName(organization.role)}
        </span>
      </span>
      {present && <span className="status active small">You are here</span>}
      {!present && !organization.delete_after && <button type="button" className="button" disabled={busy} aria-label={`Go to ${organization.name}`} onClick={() => onMove(id)}>Go</button>}
      {organization.delete_after && organization.role === 'owner' && (
        <button type="button" className="button" disabled={busy} aria-label={`Restore ${organization.name}`} onClick={() => onRestore(id)}>Restore</button>
      )}
    </li>
  );
}
