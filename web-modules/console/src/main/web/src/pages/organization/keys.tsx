import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiKey, Organization } from '../../api/organizations.ts';
import { keyState, scopeName, type KeyState } from '../../format/api-key.ts';
import { useOrganization } from '../../session/organization.ts';
import { organizations } from '../../session/session.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { KeyIcon, PlusIcon } from '../../ui/icons.tsx';
import { usePageTitle } from '../../ui/page-title.ts';
import { PagedList } from '../../ui/paged-list.tsx';
import { Ago, DayAndTime } from '../../ui/time.tsx';
import { KeyDialog, NewKeyDialog, RotateDialog } from './new-key.tsx';
import { OrganizationTabs } from './tabs.tsx';

const WORDS: Readonly<Record<KeyState, string>> = { works: 'Works', revoked: 'Revoked', expired: 'Expired' };
const DOTS: Readonly<Record<KeyState, string>> = { works: 'active', revoked: '', expired: '' };

/** What programs of the organization show instead of a sign-in. */
export function KeysPage() {
  usePageTitle('API keys');
  const organization = useOrganization();
  const [creating, setCreating] = useState(false);
  return (
    <>
      <header className="page-head">
        <div>
          <h1>API keys</h1>
          <p className="muted">A key lets a program of yours use the API in this organization. It acts for who made it, and ends with their membership.</p>
        </div>
        <div className="page-actions">
          <button type="button" className="button primary" disabled={!organization} onClick={() => setCreating(true)}><PlusIcon />New key</button>
        </div>
      </header>
      <OrganizationTabs />
      {organization && (
        <PagedList
          queryKey={['keys', organization.organization_id]}
          read={(cursor, signal) => organizations.keys(organization.organization_id, cursor, signal)}
          name="API keys"
          empty={
            <section className="empty">
              <span className="empty-mark"><KeyIcon /></span>
              <h2>No keys yet</h2>
              <p className="muted">With a key, a back end starts calls and lets its own people in, and a script reads what happened.</p>
              <button type="button" className="button" onClick={() => setCreating(true)}>Make your first key</button>
            </section>
          }
          row={(key) => <KeyRow key={key.key_id} apiKey={key} organization={organization} />}
        />
      )}
      {organization && creating && <NewKeyDialog organization={organization} onClose={() => setCreating(false)} />}
    </>
  );
}

function KeyRow({ apiKey, organization }: { apiKey: ApiKey; organization: Organization }) {
  const queries = useQueryClient();
  const [asking, setAsking] = useState<'rotate' | 'revoke'>();
  const [replaced, setReplaced] = useState<ApiKey>();
  const state = keyState(apiKey, new Date());
  const fresh = () => queries.invalidateQueries({ queryKey: ['keys'] });
  return (
    <li className="call-row" data-testid="key-row" data-state={state}>
      <div className="call-row-main">
        <p className="row-name">{apiKey.name}</p>
        <p className="row-facts muted">
          <span className={`status ${DOTS[state]}`}>{WORDS[state]}</span>
          <code>{apiKey.prefix}…</code>
          <span>{scopeName(apiKey.scopes)}</span>
          <span>{apiKey.last_used_at ? <>used <Ago at={apiKey.last_used_at} /></> : 'never used'}</span>
          {apiKey.expires_at && <span>{state === 'expired' ? 'ended' : 'ends'} <DayAndTime at={apiKey.expires_at} /></span>}
          {state === 'works' && apiKey.previous_until && Date.parse(apiKey.previous_until) > Date.now() && <span>the one before works until <DayAndTime at={apiKey.previous_until} /></span>}
        </p>
      </div>
      {state === 'works' && (
        <div className="call-row-actions">
          <button type="button" className="button" aria-label={`Replace ${apiKey.name}`} onClick={() => setAsking('rotate')}>Replace</button>
          <button type="button" className="button danger-text" aria-label={`Revoke ${apiKey.name}`} onClick={() => setAsking('revoke')}>Revoke</button>
        </div>
      )}
      {asking === 'rotate' && (
        <RotateDialog
          organization={organization}
          apiKey={apiKey}
          onClose={() => setAsking(undefined)}
          onDone={(made) => {
            setAsking(undefined);
            setReplaced(made);
          }}
        />
      )}
      {replaced && <KeyDialog title="Key replaced" apiKey={replaced} onClose={() => setReplaced(undefined)} />}
      {asking === 'revoke' && (
        <Confirm
          title={`Revoke “${apiKey.name}”?`}
          action="Revoke it"
          run={() => organizations.revokeKey(organization.organization_id, apiKey.key_id)}
          onDone={async () => {
            setAsking(undefined);
            await fresh();
          }}
          onClose={() => setAsking(undefined)}
        >
          <p>Programs that use it are refused at once. It cannot be brought back; make another one instead.</p>
        </Confirm>
      )}
    </li>
  );
}
