import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { Contact } from '../../api/contacts.ts';
import { ApiError } from '../../api/problem.ts';
import { contactName, tagsOf } from '../../format/contact.ts';
import { contacts } from '../../session/session.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';

/** What is kept about a contact, and how one gets rid of them. */
export function EditContactDialog({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const queries = useQueryClient();
  const [removing, setRemoving] = useState(false);
  const name = contactName(contact);
  const done = async () => {
    await Promise.all([queries.invalidateQueries({ queryKey: ['contacts'] }), queries.invalidateQueries({ queryKey: ['contact-requests'] })]);
    onClose();
  };
  const tag = useMutation({ mutationFn: (tags: string[]) => contacts.change(contact.contact_id, { tags }), onSuccess: done });
  const block = useMutation({ mutationFn: (blocked: boolean) => contacts.change(contact.contact_id, { blocked }), onSuccess: done });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    tag.mutate(tagsOf(String(new FormData(event.currentTarget).get('tags'))));
  };
  const fields = tag.error instanceof ApiError ? tag.error.fields : {};
  const blocked = contact.status === 'blocked';
  if (removing) {
    return (
      <Confirm title={`Remove ${name}?`} action="Remove" keep="Keep them" run={() => contacts.remove(contact.contact_id)} onDone={done} onClose={() => setRemoving(false)}>
        <p>{blocked ? 'They are blocked no more and may ask to be your contact.' : 'You are gone from their contacts too. Either of you may ask the other again.'}</p>
      </Confirm>
    );
  }
  return (
    <Dialog title={name} onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <Field label="Tags" name="tags" defaultValue={contact.tags.join(', ')} placeholder="family, chess club" autoComplete="off" hint="Separated by commas, ten at most. Only you see them." error={fields.tags} />
        {(tag.error ?? block.error) && <ProblemNote error={tag.error ?? block.error} />}
        <div className="form-actions">
          <button type="button" className="button danger-text" onClick={() => setRemoving(true)}>Remove</button>
          {/* Of an address it is not known whom to block. What was never agreed to cannot be gone back to. */}
          {!blocked && contact.aura_id !== null && (
            <button type="button" className="button danger-text" disabled={block.isPending} onClick={() => block.mutate(true)}>Block</button>
          )}
          {blocked && contact.user_id !== null && (
            <button type="button" className="button" disabled={block.isPending} onClick={() => block.mutate(false)}>Unblock</button>
          )}
          <button type="submit" className="button primary" disabled={tag.isPending}>{tag.isPending ? 'Saving…' : 'Save'}</button>
        </div>
      </form>
    </Dialog>
  );
}
