import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { ApiError } from '../../api/problem.ts';
import { whoIs } from '../../format/contact.ts';
import { contacts } from '../../session/session.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';

/** Asks whom to ask. */
export function AddContactDialog({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const add = useMutation({
    mutationFn: (who: string) => contacts.add(whoIs(who)),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['contacts'] });
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    add.mutate(String(new FormData(event.currentTarget).get('who')));
  };
  const fields = add.error instanceof ApiError ? add.error.fields : {};
  return (
    <Dialog title="Add a contact" onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <Field
          label="AuraID or e-mail"
          name="who"
          required
          maxLength={255}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder="@ada.aura"
          hint="They get a mail and decide. Until they agree you see nothing of them, and they stay “not answered”."
          error={fields.aura_id ?? fields.email}
        />
        {add.error && <ProblemNote error={add.error} />}
        <div className="form-actions">
          <button type="button" className="button" onClick={onClose}>Cancel</button>
          <button type="submit" className="button primary" disabled={add.isPending}>{add.isPending ? 'Asking…' : 'Ask them'}</button>
        </div>
      </form>
    </Dialog>
  );
}
