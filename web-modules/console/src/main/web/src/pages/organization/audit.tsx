import { useQuery } from '@tanstack/react-query';
import { useId, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { AuditEvent, AuditFilter, Organization } from '../../api/organizations.ts';
import { AUDIT_ACTIONS, auditFacts, auditWords, dayBegins } from '../../format/audit.ts';
import { useOrganization } from '../../session/organization.ts';
import { organizations } from '../../session/session.tsx';
import { usePageTitle } from '../../ui/page-title.ts';
import { PagedList } from '../../ui/paged-list.tsx';
import { DayAndTime } from '../../ui/time.tsx';
import { OrganizationTabs } from './tabs.tsx';

/** Who did what in the organization. */
export function AuditPage() {
  usePageTitle('Audit');
  const organization = useOrganization();
  return (
    <>
      <header className="page-head">
        <div>
          <h1>Audit</h1>
          <p className="muted">Who did what, and from which network. Nobody can change it.</p>
        </div>
      </header>
      <OrganizationTabs />
      {organization && <Events organization={organization} />}
    </>
  );
}

function Events({ organization }: { organization: Organization }) {
  const [search, setSearch] = useSearchParams();
  const id = organization.organization_id;
  const members = useQuery({ queryKey: ['members', id, 'all'], queryFn: async ({ signal }) => (await organizations.everyMember(id, signal)).items });
  const names = useMemo(() => new Map((members.data ?? []).map((member) => [member.user_id, member.display_name ?? member.aura_id])), [members.data]);
  const choose = (name: string, value: string) =>
    setSearch(
      (before) => {
        if (value) before.set(name, value);
        else before.delete(name);
        return before;
      },
      { replace: true },
    );
  const filter = filterOf(search);
  return (
    <>
      <div className="filters" role="search" aria-label="Filter the audit">
        <Choice label="What" value={search.get('action')} options={AUDIT_ACTIONS} onChange={(value) => choose('action', value)} />
        <Choice label="Who" value={search.get('by')} options={[...names]} onChange={(value) => choose('by', value)} />
        <Day label="From" value={search.get('from')} onChange={(value) => choose('from', value)} />
        <Day label="Until" value={search.get('until')} onChange={(value) => choose('until', value)} />
      </div>
      <PagedList
        queryKey={['audit', id, filter]}
        read={(cursor, signal) => organizations.audit(filter, cursor, signal)}
        name="Audit"
        empty={<p className="muted">{Object.keys(filter).length > 0 ? 'Nothing of that kind happened.' : 'Nothing happened yet.'}</p>}
        row={(event) => <EventRow key={event.event_id} event={event} names={names} />}
      />
    </>
  );
}

function filterOf(search: URLSearchParams): AuditFilter {
  const action = search.get('action');
  const actor = search.get('by');
  const since = dayBegins(search.get('from'));
  const until = dayBegins(search.get('until'), 1);
  return { ...(action && { action }), ...(actor && { actor_id: actor }), ...(since && { since }), ...(until && { until }) };
}

interface ChoiceProperties {
  label: string;
  value: string | null;
  options: ReadonlyArray<readonly [value: string, words: string]>;
  onChange: (value: string) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProperties) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value ?? ''} onChange={(event) => onChange(event.target.value)}>
        <option value="">Any</option>
        {options.map(([each, words]) => <option key={each} value={each}>{words}</option>)}
      </select>
    </div>
  );
}

function Day({ label, value, onChange }: { label: string; value: string | null; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} type="date" value={value ?? ''} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}

function EventRow({ event, names }: { event: AuditEvent; names: ReadonlyMap<string, string> }) {
  return (
    <li className="call-row" data-testid="audit-row" data-action={event.action}>
      <div className="call-row-main">
        <p className="row-name">{auditWords(event, names)}</p>
        <p className="row-facts muted">
          <DayAndTime at={event.happened_at} />
          {auditFacts(event, names).map((fact) => <span key={fact}>{fact}</span>)}
          {event.network && <span>from {event.network}</span>}
          {event.outcome === 'refused' && <span className="status failed">Refused</span>}
        </p>
      </div>
    </li>
  );
}
