import { useEffect, useState } from 'react';
import type { ContactFilter } from '../../api/contacts.ts';
import { contacts } from '../../session/session.tsx';
import { CloseIcon, ContactsIcon, PlusIcon } from '../../ui/icons.tsx';
import { usePageTitle } from '../../ui/page-title.ts';
import { PagedList } from '../../ui/paged-list.tsx';
import { AddContactDialog } from './add-contact.tsx';
import { ContactRow } from './contact-row.tsx';
import { Requests } from './requests.tsx';

/** Nobody wants to see an answer to each letter. */
const TYPED_MS = 250;

/** A choice beside the search, and what it leaves of the list. */
const CHOICES: ReadonlyArray<[string, ContactFilter]> = [
  ['All', {}],
  ['Favourites', { favourite: true }],
  ['Not answered', { status: 'requested' }],
  ['Blocked', { status: 'blocked' }],
];

/** Whom one knows here, who asks, and whom one has asked. */
export function ContactsPage() {
  usePageTitle('Contacts');
  const [adding, setAdding] = useState(false);
  const [typed, setTyped] = useState('');
  const [choice, setChoice] = useState(0);
  const [tag, setTag] = useState<string>();
  const search = useSettled(typed.trim(), TYPED_MS);
  const filter: ContactFilter = { ...CHOICES[choice]?.[1], ...(search && { q: search }), ...(tag !== undefined && { tag }) };
  const everybody = Object.keys(filter).length === 0;
  return (
    <>
      <header className="page-head">
        <h1>Contacts</h1>
        <button type="button" className="button primary" onClick={() => setAdding(true)}><PlusIcon />Add contact</button>
      </header>
      <Requests />
      <div className="contact-filters">
        <input type="search" aria-label="Search contacts" placeholder="Name, AuraID, e-mail or tag" maxLength={100} value={typed} onChange={(event) => setTyped(event.target.value)} />
        <select aria-label="Which contacts" className="row-select" value={choice} onChange={(event) => setChoice(Number(event.target.value))}>
          {CHOICES.map(([words], place) => <option key={words} value={place}>{words}</option>)}
        </select>
        {tag !== undefined && (
          <button type="button" className="button" aria-label={`Show those without the tag ${tag} too`} onClick={() => setTag(undefined)}>{tag}<CloseIcon /></button>
        )}
      </div>
      <PagedList
        queryKey={['contacts', filter]}
        read={(cursor, signal) => contacts.list(filter, cursor, signal)}
        name="Contacts"
        empty={everybody ? <Nobody onAdd={() => setAdding(true)} /> : <p className="muted">Nobody like that is among your contacts.</p>}
        row={(contact) => <ContactRow key={contact.contact_id} contact={contact} onTag={setTag} />}
      />
      {adding && <AddContactDialog onClose={() => setAdding(false)} />}
    </>
  );
}

function Nobody({ onAdd }: { onAdd: () => void }) {
  return (
    <section className="empty">
      <span className="empty-mark"><ContactsIcon /></span>
      <h2>No contacts yet</h2>
      <p className="muted">Ask somebody by their AuraID or e-mail address. When they agree, you call each other with one click.</p>
      <button type="button" className="button" onClick={onAdd}>Add your first contact</button>
    </section>
  );
}

/** The value, once it has not changed for so long. */
function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), ms);
    return () => window.clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
