import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { DeadLetter } from '../api/webhooks.ts';
import { shownEvent } from '../format/event.ts';
import { webhooks } from '../session/session.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { BackIcon, CheckIcon } from '../ui/icons.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Ago } from '../ui/time.tsx';

/** What could not be delivered: why, and what is to become of it. */
export function DeadLettersPage() {
  usePageTitle('Dead letters');
  const list = useInfiniteQuery({
    queryKey: ['dead-letters'],
    queryFn: ({ pageParam, signal }) => webhooks.deadLetters(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <Link className="back" to="/webhooks"><BackIcon />Webhooks</Link>
      <header className="page-head"><h1>Dead letters</h1></header>
      {list.isPending && <div aria-busy="true" aria-label="Loading dead letters"><span className="skeleton block" /></div>}
      {list.error && <ProblemNote error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <section className="empty">
          <span className="empty-mark"><CheckIcon /></span>
          <h2>Everything arrived</h2>
          <p className="muted">An event that an endpoint did not take in five attempts stands here for 30 days. What happened later in its call waits for it.</p>
        </section>
      )}
      {items.length > 0 && (
        <ul className="call-list" aria-label="Dead letters">
          {items.map((letter) => <LetterRow key={letter.dead_letter_id} letter={letter} />)}
        </ul>
      )}
      {list.hasNextPage && (
        <div className="more">
          <button type="button" className="button" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {list.isFetchingNextPage ? 'Loading…' : 'Load more'}
          </button>
        </div>
      )}
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
