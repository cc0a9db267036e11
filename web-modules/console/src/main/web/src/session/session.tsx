import { GoTrueClient, type Session } from '@supabase/auth-js';
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { accountApiOf } from '../api/account.ts';
import { callsOf, type Calls } from '../api/calls.ts';
import { sender, type Tokens } from '../api/client.ts';
import { operationsOf } from '../api/operations.ts';
import { contactsOf, type Contacts } from '../api/contacts.ts';
import { organizationsOf, type Organizations } from '../api/organizations.ts';
import { qualityOf } from '../api/quality.ts';
import { webhooksOf, type Webhooks } from '../api/webhooks.ts';
import { accountOf, type Account } from './account.ts';
import { owesSecondFactor } from './assurance.ts';

const SESSION_KEY = 'auralink-session';

/** The one auth client; it keeps the session in localStorage and renews it before it expires. */
export const auth = new GoTrueClient({
  url: `${window.location.origin}/auth/v1`,
  storageKey: SESSION_KEY,
  persistSession: true,
  autoRefreshToken: true,
  detectSessionInUrl: false,
  experimental: { passkey: true },
});

/** The signed-in person's tokens, for what is not sent by `calls`. */
export const tokens: Tokens = {
  current: async () => (await auth.getSession()).data.session?.access_token,
  // A refused refresh token ends the session by itself; one that could not be sent does not.
  renew: async () => (await auth.refreshSession()).data.session?.access_token,
};

/**
 * Ends the session on this device, also when the server cannot be told. It is forgotten here first, so that nobody who goes
 * to another page meanwhile is still signed in there; what tells the server outlives the page.
 */
export async function signOut() {
  const token = (await auth.getSession()).data.session?.access_token;
  localStorage.removeItem(SESSION_KEY);
  if (token) {
    fetch('/auth/v1/logout?scope=local', {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}` },
      keepalive: true,
    }).catch(() => undefined);
  }
  await auth.signOut({ scope: 'local' });
}

/** Forgets the session of an account that is not there any more. */
export function endedElsewhere() {
  localStorage.removeItem(SESSION_KEY);
  window.location.assign('/sign-in');
}

/** The calls API with the signed-in person's token. */
export const calls: Calls = callsOf(sender(tokens));

/** The webhooks API with the signed-in person's token. */
export const webhooks: Webhooks = webhooksOf(sender(tokens));

/** What those who operate the server may ask, with the signed-in person's token. */
export const operations = operationsOf(sender(tokens));

/** The quality API with the signed-in person's token. */
export const quality = qualityOf(sender(tokens));

/** What one does with one's own account, with the signed-in person's token. */
export const accountApi = accountApiOf(sender(tokens));

/** The contacts API with the signed-in person's token. */
export const contacts: Contacts = contactsOf(sender(tokens));

/** The organizations API with the signed-in person's token. */
export const organizations: Organizations = organizationsOf(sender(tokens));

interface SessionState {
  /** False until the stored session was read. */
  ready: boolean;
  account: Account | undefined;
  /** Whether a code is asked for before the pages are shown. */
  owesSecondFactor: boolean;
}

const SessionContext = createContext<SessionState>({ ready: false, account: undefined, owesSecondFactor: false });

/** Gives the pages below it the session, and follows sign-in and sign-out, also of other tabs. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [session, setSession] = useState<Session | null>();
  useEffect(() => {
    const { data } = auth.onAuthStateChange((_event, current) => setSession(current));
    return () => data.subscription.unsubscribe();
  }, []);
  const state = useMemo<SessionState>(
    () => ({
      ready: session !== undefined,
      account: session ? accountOf(session.user) : undefined,
      owesSecondFactor: session ? owesSecondFactor(session) : false,
    }),
    [session],
  );
  return <SessionContext value={state}>{children}</SessionContext>;
}

export function useSession(): SessionState {
  return use(SessionContext);
}

/** The signed-in person; only for pages behind RequireSession. */
export function useAccount(): Account {
  const { account } = useSession();
  if (!account) throw new Error('This page is shown to signed-in people only');
  return account;
}
