import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { ApiError } from '../../api/problem.ts';
import { answerOf } from '../../session/answer.ts';
import { accountApi, auth } from '../../session/session.tsx';
import { Field } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';

const day = (time: string) => new Date(time).toLocaleDateString(undefined, { dateStyle: 'long' });

/** By what others find one, and how to choose another one. */
export function AuraIdPanel() {
  const queries = useQueryClient();
  const auraId = useQuery({ queryKey: ['aura-id'], queryFn: ({ signal }) => accountApi.auraId(signal) });
  const change = useMutation({
    mutationFn: async (wish: string) => {
      const changed = await accountApi.changeAuraId(wish);
      // The access token names it.
      await answerOf(auth.refreshSession());
      return changed;
    },
    onSuccess: (changed) => {
      queries.setQueryData(['aura-id'], changed);
      return queries.invalidateQueries({ queryKey: ['user'] });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    change.mutate(String(new FormData(event.currentTarget).get('aura_id')).trim());
  };
  const fields = change.error instanceof ApiError ? change.error.fields : {};
  const now = auraId.data;
  return (
    <Panel title="AuraID" about={now && <>Yours is <code>{now.aura_id}</code>. It is how others find you.</>}>
      {auraId.isPending && <span className="skeleton block" aria-busy="true" />}
      {auraId.error && <ProblemNote error={auraId.error} retry={() => void auraId.refetch()} />}
      {now?.changeable_at && <p className="muted small">You may change it again from {day(now.changeable_at)} on.</p>}
      {now && !now.changeable_at && (
        <form className="form inline-form" onSubmit={submit}>
          <Field
            label="New AuraID"
            name="aura_id"
            required
            maxLength={40}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            hint="3 to 30 letters, digits, hyphens and underscores. You may change it every 30 days."
            error={fields.aura_id}
          />
          <button type="submit" className="button" disabled={change.isPending}>{change.isPending ? 'Changing…' : 'Change AuraID'}</button>
        </form>
      )}
      {change.error && <ProblemNote error={change.error} />}
      {now?.kept.map((kept) => (
        <p key={kept.aura_id} className="muted small">
          <code>{kept.aura_id}</code> leads to nobody and is kept for you until {day(kept.kept_until)}.
        </p>
      ))}
    </Panel>
  );
}
