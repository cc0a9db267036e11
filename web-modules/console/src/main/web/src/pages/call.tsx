import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import type { Call } from '../api/calls.ts';
import { clock, duration } from '../format/time.ts';
import { calls } from '../session/session.tsx';
import { CopyLink } from '../ui/copy-link.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { BackIcon } from '../ui/icons.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Status } from '../ui/status.tsx';
import { Ago, DayAndTime, useNow } from '../ui/time.tsx';
import { CallQuality } from '../quality/call-quality.tsx';
import { ParticipantHistory } from './participant-history.tsx';

/** How often an open call asks who came and went, if its live page was told nothing. */
const REFRESH_MS = 5000;

/** One call: live while it runs, its history afterwards. */
export function CallPage() {
  const { callId = '' } = useParams();
  const query = useQuery({
    queryKey: ['calls', callId],
    queryFn: ({ signal }) => calls.read(callId, signal),
    refetchInterval: ({ state }) => (state.data && isOpen(state.data) ? REFRESH_MS : false),
  });
  const call = query.data;
  usePageTitle(call?.name ?? 'Call');
  return (
    <>
      <Link className="back" to="/"><BackIcon />Calls</Link>
      {query.isPending && <div aria-busy="true" aria-label="Loading the call"><span className="skeleton title" /><span className="skeleton block" /></div>}
      {query.error && <ProblemNote error={query.error} retry={() => void query.refetch()} />}
      {call && <CallDetails call={call} />}
    </>
  );
}

function isOpen(call: Call): boolean {
  return call.status === 'waiting' || call.status === 'active';
}

function CallDetails({ call }: { call: Call }) {
  const now = useNow(isOpen(call) ? 1000 : 3_600_000);
  const people = new Set(call.participants.map((participant) => participant.identity)).size;
  const running = call.status === 'active' && call.started_at ? (now.getTime() - Date.parse(call.started_at)) / 1000 : undefined;
  return (
    <>
      <header className="page-head">
        <div>
          <h1>{call.name}</h1>
          <p className="call-row-facts muted">
            <Status status={call.status} />
            <span>Created <Ago at={call.created_at} /></span>
          </p>
        </div>
        {isOpen(call) && (
          <div className="page-actions">
            <EndCall call={call} />
            <CopyLink url={call.join_url} />
            <Link className="button primary" to={`/calls/${call.call_id}/lobby`}>Join</Link>
          </div>
        )}
      </header>
      <dl className="facts">
        <Fact term="Duration">
          {running !== undefined ? <span className="numbers">{clock(running)}</span> : call.started_at && call.duration_seconds !== null ? duration(call.duration_seconds) : 'Not started'}
        </Fact>
        <Fact term="People">{people}</Fact>
        <Fact term="Started">{call.started_at ? <DayAndTime at={call.started_at} /> : isOpen(call) ? 'Not yet' : 'Never'}</Fact>
        <Fact term="Ended">{call.ended_at ? <DayAndTime at={call.ended_at} /> : call.status === 'active' ? 'Still running' : 'Not yet'}</Fact>
      </dl>
      <section aria-labelledby="who">
        <h2 id="who">Who was there</h2>
        {call.participants.length === 0 ? (
          <p className="muted">
            {isOpen(call) ? 'Nobody has joined yet. Join, or send the link to somebody.' : 'Nobody joined this call.'}
          </p>
        ) : (
          <ParticipantHistory call={call} now={now} />
        )}
      </section>
      {call.participants.length > 0 && <CallQuality call={call} open={isOpen(call)} now={now.getTime()} />}
    </>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="fact">
      <dt className="muted small">{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function EndCall({ call }: { call: Call }) {
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const end = useMutation({
    mutationFn: () => calls.end(call.call_id),
    onSuccess: async () => {
      setAsking(false);
      await queries.invalidateQueries({ queryKey: ['calls'] });
    },
  });
  const ask = () => {
    // What went wrong last time is no answer to this time's question.
    end.reset();
    setAsking(true);
  };
  return (
    <>
      <button type="button" className="button danger-text" onClick={ask}>End call</button>
      {asking && (
        <Dialog title="End this call?" onClose={() => setAsking(false)}>
          <p>Everyone who is in “{call.name}” is disconnected, and its link stops working. The history stays.</p>
          {end.error && <ProblemNote error={end.error} />}
          <div className="form-actions">
            <button type="button" className="button" onClick={() => setAsking(false)}>Keep it</button>
            <button type="button" className="button danger" disabled={end.isPending} onClick={() => end.mutate()}>
              {end.isPending ? 'Ending…' : 'End for everyone'}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
