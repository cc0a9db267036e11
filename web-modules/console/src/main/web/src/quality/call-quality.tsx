import 'uplot/dist/uPlot.min.css';
import '../theme/quality.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Call } from '../api/calls.ts';
import { follow } from '../api/live.ts';
import type { CallQuality as Known, LiveNews } from '../api/quality.ts';
import { quality as api, tokens } from '../session/session.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { TimeOfDay } from '../ui/time.tsx';
import { Chart } from './chart.tsx';
import { bitrate, pictureOf, sentVideos, summaryOf, withNews, wordOf, type Measured, type Picture } from './model.ts';
import { Savings } from './savings.tsx';
import { Timeline } from './timeline.tsx';
import { issueWords, layerWords, momentWords, sourceWords } from './words.ts';

/** More curves than this cannot be told apart; the table has everybody. */
const MOST_CURVES = 8;

/** Live samples add up; beyond this the server is asked for a thinned picture. */
const MOST_SAMPLES = 600;

/** For so long after its end a call's last measurements may come. */
const LATE_MS = 30_000;

/** How often it is asked what a running call took: with every second report of a node. */
const SAVINGS_MS = 20_000;

/** How the call is or was: live while it runs, from the server's memory afterwards. */
export function CallQuality({ call, open, now }: { call: Call; open: boolean; now: number }) {
  const untilLate = () => (!open && call.ended_at && Date.now() - Date.parse(call.ended_at) < LATE_MS ? LATE_MS / 6 : false);
  const query = useQuery({
    queryKey: ['quality', call.call_id],
    queryFn: ({ signal }) => api.read(call.call_id, signal),
    refetchInterval: untilLate,
  });
  const { picture, live } = usePicture(call.call_id, query.data, open);
  const names = useMemo(() => new Map(call.participants.map((participant) => [participant.identity, participant.display_name ?? 'Guest'])), [call.participants]);
  if (query.error) return <Frame live={false} open={open}><ProblemNote error={query.error} retry={() => void query.refetch()} /></Frame>;
  if (!picture) return <Frame live={false} open={open}><span className="skeleton block" aria-label="Loading the quality" /></Frame>;
  if (call.participants.length === 0) return null;
  const from = Math.min(...call.participants.map((participant) => Date.parse(participant.joined_at)));
  const last = picture.people.flatMap((person) => person.samples.at(-1)?.at ?? []);
  const to = open ? now : Math.max(...call.participants.map((participant) => Date.parse(participant.left_at ?? participant.joined_at)), ...last, from + 1000);
  const curves = worstFirst(picture.people).slice(0, MOST_CURVES);
  return (
    <Frame live={live} open={open}>
      <Timeline call={call} picture={picture} names={names} from={from} to={to} />
      {picture.people.length === 0 ? (
        <p className="muted">{open ? 'Nothing has been measured yet. The first numbers come a few seconds after somebody joins.' : 'Nothing was measured in this call, or it is no longer kept.'}</p>
      ) : (
        <>
          <Legend people={curves} names={names} all={picture.people.length} />
          <Charts people={curves} names={names} picture={picture} from={from} to={to} />
          <Numbers people={picture.people} names={names} />
          <Savings callId={call.call_id} refetchInterval={() => (open ? SAVINGS_MS : untilLate())} />
        </>
      )}
      <SentVideos people={picture.people} names={names} />
      <Events picture={picture} names={names} />
      {picture.truncated && <p className="muted small">This call is long: only the first participants, moments and issues are shown.</p>}
    </Frame>
  );
}

function Frame({ live, open, children }: { live: boolean; open: boolean; children: ReactNode }) {
  return (
    <section aria-labelledby="quality" className="quality-section" data-testid="call-quality" data-live={live}>
      <h2 id="quality">Quality {open && <span className={`live-mark small${live ? ' on' : ''}`} role="status">{live ? 'Live' : 'Connecting…'}</span>}</h2>
      {children}
    </section>
  );
}

/** What the server knew at first, and what it tells since. */
function usePicture(callId: string, known: Known | undefined, open: boolean): { picture: Picture | undefined; live: boolean } {
  const queries = useQueryClient();
  const [picture, setPicture] = useState<Picture>();
  const [live, setLive] = useState(false);
  useEffect(() => {
    if (known) setPicture(pictureOf(known));
  }, [known]);
  const ready = known !== undefined;
  useEffect(() => {
    if (!open || !ready) return;
    const abandon = new AbortController();
    const read = () => void queries.invalidateQueries({ queryKey: ['quality', callId] });
    void follow({
      path: `/calls/${encodeURIComponent(callId)}/events`,
      tokens,
      signal: abandon.signal,
      onLive: setLive,
      onEvent: ({ event, data }) => {
        if (event === 'missed') return read();
        if (event !== 'quality') return;
        const news = JSON.parse(data) as LiveNews;
        setPicture((before) => before && withNews(before, news));
        // Who is in the call stands elsewhere.
        if (news.moments.some(({ kind }) => kind === 'joined' || kind === 'left' || kind === 'ended')) void queries.invalidateQueries({ queryKey: ['calls', callId] });
      },
    });
    return () => {
      abandon.abort();
      setLive(false);
      // What comes after the end is in the server's memory.
      read();
    };
  }, [callId, open, ready, queries]);
  const tooMany = picture?.people.some((person) => person.samples.length > MOST_SAMPLES) ?? false;
  useEffect(() => {
    if (tooMany) void queries.invalidateQueries({ queryKey: ['quality', callId] });
  }, [tooMany, callId, queries]);
  return { picture, live };
}

function worstFirst(people: readonly Measured[]): Measured[] {
  if (people.length <= MOST_CURVES) return [...people];
  return [...people].sort((a, b) => (summaryOf(a).score ?? 5) - (summaryOf(b).score ?? 5));
}

function Legend({ people, names, all }: { people: readonly Measured[]; names: ReadonlyMap<string, string>; all: number }) {
  return (
    <ul className="chart-keys" aria-label="Curves">
      {people.map((person, index) => (
        <li key={person.identity}><span className="key" style={{ background: `var(--series-${(index % MOST_CURVES) + 1})` }} />{names.get(person.identity) ?? 'Guest'}</li>
      ))}
      {all > people.length && <li className="muted">The {people.length} worst of {all}</li>}
    </ul>
  );
}

interface ChartsProps {
  people: readonly Measured[];
  names: ReadonlyMap<string, string>;
  picture: Picture;
  from: number;
  to: number;
}

function Charts({ people, names, picture, from, to }: ChartsProps) {
  const axis = { people, stepMs: picture.stepMs, from, to };
  const sentence = (what: string, of: (person: Measured) => string | undefined) =>
    `${what}: ${people.map((person) => `${names.get(person.identity) ?? 'Guest'} ${of(person) ?? 'not measured'}`).join(', ')}`;
  const rounded = (value: number | undefined, unit: string) => (value === undefined ? undefined : `${Math.round(value)} ${unit}`);
  return (
    <>
      <Chart {...axis} title="Score" lines={[{ value: (sample) => sample.score }]} range={[1, 4.6]} limit={3} format={(value) => value.toFixed(1)} summary={sentence('Mean score', (person) => summaryOf(person).score?.toFixed(1))} />
      <Chart {...axis} title="Packet loss" lines={[{ value: (sample) => sample.loss }]} limit={5} format={(value) => `${Math.round(value)} %`} summary={sentence('Worst packet loss', (person) => rounded(summaryOf(person).worstLoss, '%'))} />
      <Chart {...axis} title="Round trip" lines={[{ value: (sample) => sample.roundTrip }]} limit={400} format={(value) => `${Math.round(value)} ms`} summary={sentence('Longest round trip', (person) => rounded(summaryOf(person).worstRoundTrip, 'ms'))} />
      <Chart {...axis} title="Bitrate, sent and (dashed) received" lines={[{ value: (sample) => sample.sent }, { value: (sample) => sample.received, dashed: true }]} format={(value) => (value >= 1_000_000 ? `${(value / 1_000_000).toFixed(1)} M` : `${Math.round(value / 1000)} k`)} summary={sentence('Mean bitrate sent', (person) => { const { sent } = summaryOf(person); return sent === undefined ? undefined : bitrate(sent); })} />
    </>
  );
}

function Numbers({ people, names }: { people: readonly Measured[]; names: ReadonlyMap<string, string> }) {
  const none = <span className="muted">–</span>;
  return (
    <table className="history numbers-table">
      <caption className="visually-hidden">Each participant in numbers</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Connection</th>
          <th scope="col" className="number">Worst loss</th>
          <th scope="col" className="number">Worst round trip</th>
          <th scope="col" className="number">Sent</th>
          <th scope="col" className="number">Received</th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => {
          const { score, worstLoss, worstRoundTrip, sent, received } = summaryOf(person);
          const video = person.tracks.filter((track) => track.kind === 'video' && track.width > 0).map((track) => `${track.width}×${track.height}`);
          return (
            <tr key={person.identity} data-testid="quality-row">
              <th scope="row">{names.get(person.identity) ?? 'Guest'}</th>
              <td data-label="Connection">{score === undefined ? none : `${wordOf(score)}, ${score.toFixed(1)}`}</td>
              <td data-label="Worst loss" className="number">{worstLoss === undefined ? none : `${worstLoss.toFixed(1)} %`}</td>
              <td data-label="Worst round trip" className="number">{worstRoundTrip === undefined ? none : `${worstRoundTrip} ms`}</td>
              <td data-label="Sent" className="number">{sent === undefined ? none : bitrate(sent)}{video.length > 0 && <span className="muted small"> {video.join(', ')}</span>}</td>
              <td data-label="Received" className="number">{received === undefined ? none : bitrate(received)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Rows that are shown; more is for the API. Of thirty people who see each other there are hundreds. */
const MOST_SENT = 60;

function SentVideos({ people, names }: { people: readonly Measured[]; names: ReadonlyMap<string, string> }) {
  const sent = sentVideos(people);
  if (sent.length === 0) return null;
  const limited = sent.filter((each) => each.reason === 'bandwidth').length;
  const name = (identity: string) => names.get(identity) ?? 'Guest';
  return (
    <details className="events" data-testid="sent-videos">
      <summary>Videos as they are sent <span className="muted">{limited === 0 ? sent.length : `${limited} of ${sent.length} limited by the connection`}</span></summary>
      <ol aria-label="Videos as they are sent">
        {sent.slice(0, MOST_SENT).map((each) => (
          <li key={`${each.to} ${each.sid}`} className={each.reason === 'bandwidth' ? 'bad' : undefined}>
            <span><strong>{name(each.from)}</strong>, {sourceWords(each.source)}, to <strong>{name(each.to)}</strong>: {layerWords(each)}</span>
          </li>
        ))}
      </ol>
      {sent.length > MOST_SENT && <p className="muted small">{sent.length - MOST_SENT} more are not shown.</p>}
    </details>
  );
}

function Events({ picture, names }: { picture: Picture; names: ReadonlyMap<string, string> }) {
  const events = [
    ...picture.moments.map((moment) => ({ key: `${moment.at} ${moment.media_sid} ${moment.kind} ${moment.detail}`, at: moment.at, who: moment.identity, words: momentWords(moment), bad: moment.kind === 'interrupted' })),
    ...picture.issues.map((issue) => ({ key: issue.issue_id, at: issue.began_at, who: issue.identity, words: issueWords(issue), bad: true })),
  ].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  if (events.length === 0) return null;
  return (
    <details className="events">
      <summary>Events <span className="muted">{events.length}</span></summary>
      <ol aria-label="Events, newest first">
        {events.map((event) => (
          <li key={event.key} className={event.bad ? 'bad' : undefined} data-testid="event">
            <TimeOfDay at={event.at} />
            <span>{event.who !== '' && <strong>{names.get(event.who) ?? 'Guest'}</strong>} {event.words}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
