import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { DeadLetter } from '../api/webhooks.ts';
import { shownEvent } from '../format/event.ts';
import { webhooks } from '../session/session.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { BackIcon, CheckIcon } from '../ui/icons.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { PagedList } from '../ui/paged-list.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Ago } from '../ui/time.tsx';

/** What could not be delivered: why, and what is to become of it. */
export function DeadLettersPage() {
  usePageTitle('Dead letters');
  return (
    <>
      <Link className="back" to="/webhooks"><BackIcon />Webhooks</Link>
      <header className="page-head"><h1>Dead letters</h1></header>
      <PagedList
        queryKey={['dead-letters']}
        read={(cursor, signal) => webhooks.deadLetters(cursor, signal)}
        name="Dead letters"
        empty={
          <section className="empty">
            <span className="empty-mark"><CheckIcon /></span>
            <h2>Everything arrived</h2>
            <p className="muted">An event that an endpoint did not take in five attempts stands here for 30 days. What happened later in its call waits for it.</p>
          </section>
        }
        row={(letter) => <LetterRow key={letter.dead_letter_id} letter={letter} />}
      />
    </>
  );
}

function LetterRow({ letter }: { letter: DeadLetter }) {
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const fresh = async () => {
    await queries.invalidateQueries({ queryKey: ['dead-letters'] });
    await queries.invalidateQueries({ queryKey: ['webhooks'] });
  };
  const retry = useMutation({ mutationFn: () => webhooks.retry(letter.dead_letter_id), onSuccess: fresh });
  const drop = useMutation({ mutationFn: () => webhooks.drop(letter.dead_letter_id), onSuccess: fresh });
  const event = shownEvent(letter.payload);
  return (
    <li className="call-row" data-testid="letter-row" data-letter-id={letter.dead_letter_id}>
      <div className="call-row-main">
        <p className="row-name">{event.type}{event.sequence !== undefined && <>, number {event.sequence} of its call</>}</p>
        <p className="small">{letter.error}</p>
        <p className="row-facts muted">
          <span>{letter.attempts} attempts</span>
          <span>the last <Ago at={letter.last_attempt_at} /></span>
        </p>
        <details>
          <summary className="muted small">What was to be sent</summary>
          <pre className="body">{event.pretty}</pre>
        </details>
        {retry.error && <ProblemNote error={retry.error} />}
      </div>
      <div className="call-row-actions">
        <button type="button" className="button danger-text" onClick={() => setAsking(true)}>Drop</button>
        <button type="button" className="button" disabled={retry.isPending} onClick={() => retry.mutate()}>Retry</button>
      </div>
      {asking && (
        <Dialog title="Drop this event?" onClose={() => setAsking(false)}>
          <p>It is never sent: your system does not learn of “{event.type}”. What happened later in its call is sent.</p>
          {drop.error && <ProblemNote error={drop.error} />}
          <div className="form-actions">
            <button type="button" className="button" onClick={() => setAsking(false)}>Keep it</button>
            <button type="button" className="button danger" disabled={drop.isPending} onClick={() => drop.mutate()}>Drop it</button>
          </div>
        </Dialog>
      )}
    </li>
  );
}
