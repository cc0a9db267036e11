import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Contact } from '../../api/contacts.ts';
import { randomKey } from '../../api/random-key.ts';
import { contactName } from '../../format/contact.ts';
import { contacts } from '../../session/session.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { PhoneIcon, StarIcon } from '../../ui/icons.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { EditContactDialog } from './edit-contact.tsx';

/** One contact, and what is done with them at once. */
export function ContactRow({ contact, onTag }: { contact: Contact; onTag: (tag: string) => void }) {
  const queries = useQueryClient();
  const [editing, setEditing] = useState(false);
  const name = contactName(contact);
  const favour = useMutation({
    mutationFn: (favourite: boolean) => contacts.change(contact.contact_id, { favourite }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['contacts'] }),
  });
  const call = useCall(contact);
  const failure = call.error ?? favour.error;
  return (
    <li className="call-row" data-testid="contact-row" data-status={contact.status}>
      <Avatar name={name} picture={contact.picture_url} />
      <div className="call-row-main">
        <p className="row-name">{name}</p>
        <p className="row-facts muted">
          {contact.status === 'requested' && <span className="status waiting">Not answered</span>}
          {contact.status === 'blocked' && <span className="status failed">Blocked</span>}
          {contact.aura_id !== null && contact.aura_id !== name && <span>{contact.aura_id}</span>}
          {contact.tags.map((tag) => (
            <button key={tag} type="button" className="tag" aria-label={`Show all with the tag ${tag}`} onClick={() => onTag(tag)}>{tag}</button>
          ))}
        </p>
        {failure && <ProblemNote error={failure} />}
      </div>
      <div className="call-row-actions">
        <button
          type="button"
          className={`button icon-only quiet star${contact.favourite ? ' on' : ''}`}
          aria-label={`${name} is a favourite`}
          aria-pressed={contact.favourite}
          disabled={favour.isPending}
          onClick={() => favour.mutate(!contact.favourite)}
        >
          <StarIcon />
        </button>
        <button type="button" className="button" aria-label={`Edit ${name}`} onClick={() => setEditing(true)}>Edit</button>
        {contact.status === 'accepted' && (
          <button type="button" className="button accent" aria-label={`Call ${name}`} disabled={call.isPending} onClick={() => call.mutate()}>
            <PhoneIcon />
            {call.isPending ? 'Calling…' : 'Call'}
          </button>
        )}
      </div>
      {editing && <EditContactDialog contact={contact} onClose={() => setEditing(false)} />}
    </li>
  );
}

/** Makes a call with them and goes to its lobby. Who presses again after an answer got lost does not make a second one. */
function useCall(contact: Contact) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const attempt = useRef(randomKey());
  return useMutation({
    mutationFn: () => contacts.call(contact.contact_id, attempt.current),
    onSuccess: async (call) => {
      attempt.current = randomKey();
      await queries.invalidateQueries({ queryKey: ['calls'] });
      await navigate(`/calls/${call.call_id}/lobby`);
    },
  });
}
