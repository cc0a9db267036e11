import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import type { AlertStatus, QualityAlert } from '../api/quality.ts';
import { alertWords } from '../quality/words.ts';
import { quality } from '../session/session.tsx';
import { CheckIcon } from '../ui/icons.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { PagedList } from '../ui/paged-list.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Ago } from '../ui/time.tsx';

/** Alerts pass by themselves, and new ones come while the page is looked at. */
const REFRESH_MS = 10_000;

const CHOICES: readonly (readonly [AlertStatus | 'all', string])[] = [['open', 'Open'], ['acknowledged', 'Acknowledged'], ['resolved', 'Resolved'], ['all', 'All']];

const WORDS: Readonly<Record<AlertStatus, string>> = { open: 'Open', acknowledged: 'Acknowledged', resolved: 'Resolved' };

/** The dot of a state, as calls have it. */
const DOTS: Readonly<Record<AlertStatus, string>> = { open: 'failed', acknowledged: 'waiting', resolved: 'active' };

function chosen(text: string | null): AlertStatus | 'all' {
  return CHOICES.find(([value]) => value === text)?.[0] ?? 'open';
}

/** What went wrong in calls, for those who run the organization: what is open, who looks into what, and what is over. */
export function AlertsPage() {
  usePageTitle('Alerts');
  const [search, setSearch] = useSearchParams();
  const choice = chosen(search.get('status'));
  return (
    <>
      <header className="page-head">
        <div>
          <h1>Alerts</h1>
          <p className="muted">Calls in which several people, or one for long, had a bad connection.</p>
        </div>
        <div className="page-actions">
          <select aria-label="Which alerts" value={choice} onChange={(event) => setSearch({ status: event.target.value }, { replace: true })}>
            {CHOICES.map(([value, words]) => <option key={value} value={value}>{words}</option>)}
          </select>
        </div>
      </header>
      <PagedList
        queryKey={['alerts', choice]}
        read={(cursor, signal) => quality.alerts(choice === 'all' ? undefined : choice, cursor, signal)}
        refreshMs={REFRESH_MS}
        name="Alerts"
        empty={
          <section className="empty">
            <span className="empty-mark"><CheckIcon /></span>
            <h2>{choice === 'open' ? 'Nothing is open' : 'There are none'}</h2>
            <p className="muted">When the connections in a call are bad for a while, it stands here, with a link to how the call was.</p>
          </section>
        }
        row={(alert) => <AlertRow key={alert.alert_id} alert={alert} />}
      />
    </>
  );
}

function AlertRow({ alert }: { alert: QualityAlert }) {
  const queries = useQueryClient();
  const done = () => queries.invalidateQueries({ queryKey: ['alerts'] });
  const acknowledge = useMutation({ mutationFn: () => quality.acknowledge(alert.alert_id), onSuccess: done });
  const resolve = useMutation({ mutationFn: () => quality.resolve(alert.alert_id), onSuccess: done });
  const busy = acknowledge.isPending || resolve.isPending;
  const failure = acknowledge.error ?? resolve.error;
  return (
    <li className="call-row" data-testid="alert-row" data-alert-id={alert.alert_id}>
      <div className="call-row-main">
        <Link className="call-row-name" to={`/calls/${alert.call_id}`}>{alertWords(alert)}</Link>
        <p className="row-facts muted">
          <span className={`status ${DOTS[alert.status]}`} data-testid="alert-status" data-status={alert.status}>{WORDS[alert.status]}</span>
          <span>{alert.severity === 'critical' ? 'Critical' : 'Warning'}</span>
          <span>began <Ago at={alert.opened_at} /></span>
          {alert.resolved_at ? (
            <span>{alert.resolved_by ? 'resolved' : 'passed by itself'} <Ago at={alert.resolved_at} /></span>
          ) : (
            alert.acknowledged_at && <span>somebody looks into it since <Ago at={alert.acknowledged_at} /></span>
          )}
        </p>
        {failure && <ProblemNote error={failure} />}
      </div>
      {alert.status !== 'resolved' && (
        <div className="call-row-actions">
          {alert.status === 'open' && <button type="button" className="button" disabled={busy} onClick={() => acknowledge.mutate()}>Acknowledge</button>}
          <button type="button" className="button" disabled={busy} onClick={() => resolve.mutate()}>Resolve</button>
        </div>
      )}
    </li>
  );
}
