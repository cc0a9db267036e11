import type { LobbyEntry, Moderation } from '../api/moderation.ts';
import { Avatar } from '../ui/avatar.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { useDecisions } from './moderating.ts';

/** Who waits to be let in, in the order in which they came. A name is what somebody calls themselves. */
export function KnockingList({ moderation, waiting }: { moderation: Moderation; waiting: readonly LobbyEntry[] }) {
  const { admit, deny, error } = useDecisions(moderation);
  const busy = admit.isPending || deny.isPending;
  return (
    <section className="knocking" aria-label="Waiting to be let in">
      <h3>Waiting <span className="muted">{waiting.length}</span></h3>
      <ul>
        {waiting.map((entry) => (
          <li key={entry.entry_id} className="knocking-row" data-testid="knocking">
            <Avatar name={entry.display_name} />
            <span className="people-name">
              {entry.display_name}
              {entry.role === 'guest' && <span className="muted small"> Guest</span>}
            </span>
            <button type="button" className="button" aria-label={`Refuse ${entry.display_name}`} disabled={busy} onClick={() => deny.mutate(entry.entry_id)}>Refuse</button>
            <button type="button" className="button primary" aria-label={`Let ${entry.display_name} in`} disabled={busy} onClick={() => admit.mutate(entry.entry_id)}>Let in</button>
          </li>
        ))}
      </ul>
      {error && <ProblemNote error={error} />}
    </section>
  );
}
