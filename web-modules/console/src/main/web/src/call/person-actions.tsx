import { useMutation } from '@tanstack/react-query';
import type { Participant } from 'livekit-client';
import { useState } from 'react';
import type { CallRole } from '../api/calls.ts';
import type { Moderation } from '../api/moderation.ts';
import { Dialog } from '../ui/dialog.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { actionsFor, sendingOf, type Action } from './moderating.ts';

interface PersonActionsProps {
  id: string;
  person: Participant;
  role: CallRole;
  /** Of whoever looks at this. */
  mine: CallRole;
  moderation: Moderation;
  onDone: () => void;
}

/** What can be done to somebody, below their name: the Tab key reaches it, and it needs no more width than the list has. */
export function PersonActions({ id, person, role, mine, moderation, onDone }: PersonActionsProps) {
  const [removing, setRemoving] = useState(false);
  const act = useMutation({ mutationFn: (action: Action) => action.run(), onSuccess: onDone });
  const name = person.name || 'Guest';
  const actions = actionsFor(moderation, mine, { identity: person.identity, role, sending: sendingOf(person) });
  return (
    <div className="people-actions" id={id} role="group" aria-label={`What to do with ${name}`}>
      {actions.map((action) => (
        <button key={action.label} type="button" className="button" disabled={act.isPending} onClick={() => act.mutate(action)}>{action.label}</button>
      ))}
      <button type="button" className="button danger-text" onClick={() => setRemoving(true)}>Remove…</button>
      {act.error && <ProblemNote error={act.error} />}
      {removing && <RemoveDialog name={name} identity={person.identity} moderation={moderation} onClose={() => setRemoving(false)} />}
    </div>
  );
}

function RemoveDialog({ name, identity, moderation, onClose }: { name: string; identity: string; moderation: Moderation; onClose: () => void }) {
  const remove = useMutation({ mutationFn: () => moderation.remove(identity), onSuccess: onClose });
  const guest = identity.startsWith('guest_');
  return (
    <Dialog title={`Remove ${name}?`} onClose={onClose}>
      <p>
        {name} is disconnected at once and does not get into this call again
        {guest ? ' with this browser. Somebody who has the link can come with another one: lock the call, or have guests wait in the lobby, to prevent that.' : '.'}
      </p>
      {remove.error && <ProblemNote error={remove.error} />}
      <div className="form-actions">
        <button type="button" className="button" onClick={onClose}>Cancel</button>
        <button type="button" className="button danger" disabled={remove.isPending} onClick={() => remove.mutate()}>{remove.isPending ? 'Removing…' : 'Remove'}</button>
      </div>
    </Dialog>
  );
}
