import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useRef, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import type { CallType, LobbyMode, NewCall } from '../api/calls.ts';
import { ApiError } from '../api/problem.ts';
import { randomKey } from '../api/random-key.ts';
import { calls } from '../session/session.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

const TYPES: ReadonlyArray<[CallType, string]> = [
  ['group', 'Group: everyone talks'],
  ['one_to_one', 'One to one: two people'],
  ['conference', 'Conference: a larger meeting'],
];

const LOBBIES: ReadonlyArray<[LobbyMode, string]> = [
  ['off', 'Nobody: everyone comes straight in'],
  ['guests', 'Guests, until somebody lets them in'],
  ['everyone', 'Everyone, until somebody lets them in'],
];

/** Asks what the new call is, creates it and goes to its lobby. */
export function NewCallDialog({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const typeId = useId();
  const lobbyId = useId();
  const attempt = useRef({ call: '', key: '' });
  /** Who presses the button again after an answer got lost does not make a second call; who changed the form does. */
  const keyFor = (call: NewCall) => {
    const text = JSON.stringify(call);
    if (attempt.current.call !== text) attempt.current = { call: text, key: randomKey() };
    return attempt.current.key;
  };
  const create = useMutation({
    mutationFn: (call: NewCall) => calls.create(call, keyFor(call)),
    onSuccess: async (call) => {
      await queries.invalidateQueries({ queryKey: ['calls'] });
      await navigate(`/calls/${call.call_id}/lobby`);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const limit = String(form.get('max_participants'));
    const call: NewCall = {
      name: String(form.get('name')).trim(),
      call_type: String(form.get('call_type')) as CallType,
      lobby: String(form.get('lobby')) as LobbyMode,
      ...(limit && { max_participants: Number(limit) }),
    };
    create.mutate(call);
  };
  const fields = create.error instanceof ApiError ? create.error.fields : {};
  return (
    <Dialog title="New call" onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <Field label="Name" name="name" required maxLength={255} placeholder="Weekly planning" error={fields.name} />
        <div className="field">
          <label htmlFor={typeId}>Type</label>
          <select id={typeId} name="call_type" defaultValue="group">
            {TYPES.map(([type, words]) => (
              <option key={type} value={type}>{words}</option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor={lobbyId}>Who waits in the lobby</label>
          <select id={lobbyId} name="lobby" defaultValue="off">
            {LOBBIES.map(([mode, words]) => (
              <option key={mode} value={mode}>{words}</option>
            ))}
          </select>
        </div>
        <Field
          label="Most people at once (optional)"
          name="max_participants"
          type="number"
          inputMode="numeric"
          min={2}
          max={1000}
          placeholder="50"
          error={fields.max_participants}
        />
        {create.error && <ProblemNote error={create.error} />}
        <div className="form-actions">
          <button type="button" className="button" onClick={onClose}>Cancel</button>
          <button type="submit" className="button primary" disabled={create.isPending}>
            {create.isPending ? 'Creating…' : 'Create call'}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
