import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { DependencyHealth, Finding, ServiceHealth, Severity } from '../api/operations.ts';
import { answerWords, dependencyWords, fleetWords, headline, parted, runbook, serviceWords } from '../format/operations.ts';
import { operations } from '../session/session.tsx';
import { CheckIcon } from '../ui/icons.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Ago } from '../ui/time.tsx';

/** The server looks anew as often. */
const FINDINGS_MS = 5000;
const HEALTH_MS = 2000;

const WORDS: Readonly<Record<Severity, string>> = { error: 'Does not work', warning: 'To look at', ok: 'Fine' };

/** The dot of a state, as calls have it. */
const DOTS: Readonly<Record<Severity | DependencyHealth['status'], string>> = {
  error: 'failed', warning: 'waiting', ok: 'active', up: 'active', down: 'failed', unknown: 'waiting',
};

/** How the installation is: what is wrong and what mends it, who reaches what, and the media nodes. */
export function OperationsPage() {
  usePageTitle('Operations');
  return (
    <>
      <header className="page-head">
        <div>
          <h1>Operations</h1>
          <p className="muted">As this server sees it. What can be told from where it runs alone, <code>./auralink doctor</code> tells there.</p>
        </div>
      </header>
      <Findings />
      <Dependencies />
      <Fleet />
    </>
  );
}

function Findings() {
  const list = useQuery({ queryKey: ['findings'], queryFn: ({ signal }) => operations.findings(signal), refetchInterval: FINDINGS_MS });
  const { wrong, fine } = parted(list.data?.items ?? []);
  return (
    <section className="operations-part" aria-labelledby="findings">
      <h2 id="findings">Findings</h2>
      {list.isPending && <div aria-busy="true" aria-label="Looking"><span className="skeleton block" /></div>}
      {list.error && <ProblemNote error={list.error} retry={() => void list.refetch()} />}
      {list.data && (
        <>
          <p role="status" className="findings-headline" data-testid="headline">
            <span className={`status ${DOTS[wrong[0]?.severity ?? 'ok']}`}>{headline(list.data.items)}</span>
          </p>
          <p className="muted small">{list.data.items.length} things looked at <Ago at={list.data.examined_at} /></p>
          {wrong.length > 0 && (
            <ul className="call-list" aria-label="What to do something about">
              {wrong.map((finding) => <FindingRow key={finding.id + finding.subject} finding={finding} />)}
            </ul>
          )}
          {wrong.length === 0 && (
            <div className="empty">
              <span className="empty-mark"><CheckIcon /></span>
              <p className="muted">When something stops working, it stands here with what to change.</p>
            </div>
          )}
          <details className="fine">
            <summary>{fine.length} are fine</summary>
            <ul>{fine.map((finding) => <li key={finding.id + finding.subject}><strong>{finding.subject}</strong>: {finding.found}</li>)}</ul>
          </details>
        </>
      )}
    </section>
  );
}

function FindingRow({ finding }: { finding: Finding }) {
  const steps = runbook(finding);
  return (
    <li className="call-row" data-testid="finding" data-check={finding.id}>
      <div className="call-row-main">
        <p className="row-facts"><span className={`status ${DOTS[finding.severity]}`}>{WORDS[finding.severity]}</span></p>
        <p className="row-name">{finding.subject}</p>
        <p className="address">{finding.found}</p>
        <p className="address" data-testid="change"><strong>Change:</strong> {finding.change}</p>
        {steps && <p className="muted small address">Runbook: <code>{steps}</code></p>}
      </div>
    </li>
  );
}

function Dependencies() {
  const list = useQuery({ queryKey: ['dependencies'], queryFn: ({ signal }) => operations.dependencies(signal), refetchInterval: HEALTH_MS });
  return (
    <section className="operations-part" aria-labelledby="dependencies">
      <h2 id="dependencies">Who reaches what</h2>
      {list.isPending && <div aria-busy="true" aria-label="Loading dependencies"><span className="skeleton block" /></div>}
      {list.error && <ProblemNote error={list.error} retry={() => void list.refetch()} />}
      {list.data && (
        <table className="history" aria-labelledby="dependencies">
          <thead><tr><th>Service</th><th>Depends on</th></tr></thead>
          <tbody>{list.data.items.map((service) => <ServiceRow key={service.service + service.name} service={service} />)}</tbody>
        </table>
      )}
    </section>
  );
}

function ServiceRow({ service }: { service: ServiceHealth }) {
  return (
    <tr data-testid="service-row" data-service={service.service}>
      <th scope="row">
        <span className="person">
          <span>
            <span className="person-name">{serviceWords(service)}</span>
            <span className="muted small address">{service.name}</span>
          </span>
        </span>
      </th>
      <td className="whole-row">
        <ul className="dependencies">
          {service.dependencies.map((dependency) => (
            <li key={dependency.name}>
              <span className={`status ${DOTS[dependency.status]}`}>{dependencyWords(dependency)}: {answerWords(dependency)}</span>
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

function Fleet() {
  const list = useQuery({ queryKey: ['nodes'], queryFn: ({ signal }) => operations.nodes(signal), refetchInterval: HEALTH_MS });
  return (
    <section className="operations-part" aria-labelledby="fleet">
      <h2 id="fleet">Media nodes</h2>
      {list.isPending && <div aria-busy="true" aria-label="Loading nodes"><span className="skeleton title" /></div>}
      {list.error && <ProblemNote error={list.error} retry={() => void list.refetch()} />}
      {list.data && <p>{fleetWords(list.data.items)} <Link to="/nodes">See each, and drain one</Link></p>}
    </section>
  );
}
