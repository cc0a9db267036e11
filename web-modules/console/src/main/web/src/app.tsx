import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { Link, Navigate, Outlet, Route, Routes, useLocation } from 'react-router';
import { newQueries } from './api/queries.ts';
import { AlertsPage } from './pages/alerts.tsx';
import { CallsPage } from './pages/calls.tsx';
import { ConsentPage } from './pages/consent.tsx';
import { DeadLettersPage } from './pages/dead-letters.tsx';
import { SignInPage } from './pages/entrance/sign-in.tsx';
import { SignUpPage } from './pages/entrance/sign-up.tsx';
import { NodesPage } from './pages/nodes.tsx';
import { OperationsPage } from './pages/operations.tsx';
import { WebhookPage } from './pages/webhook.tsx';
import { WebhooksPage } from './pages/webhooks.tsx';
import { towards } from './session/account.ts';
import { arrivalOf } from './session/arrival.ts';
import { useSession } from './session/session.tsx';
import { Brand } from './ui/brand.tsx';
import { ErrorBoundary } from './ui/error-boundary.tsx';
import { Shell } from './ui/shell.tsx';

// The call brings the media library with it: loaded when someone goes to a lobby.
const MemberCall = lazy(() => import('./call/call-routes.tsx').then((module) => ({ default: module.MemberCall })));
// Its charts are for those who look at one call.
const CallPage = lazy(() => import('./pages/call.tsx').then((module) => ({ default: module.CallPage })));
const GuestCall = lazy(() => import('./call/call-routes.tsx').then((module) => ({ default: module.GuestCall })));
const ContactsPage = lazy(() => import('./pages/contacts/contacts.tsx').then((module) => ({ default: module.ContactsPage })));
const AccountPage = lazy(() => import('./pages/account/account.tsx').then((module) => ({ default: module.AccountPage })));
const MembersPage = lazy(() => import('./pages/organization/members.tsx').then((module) => ({ default: module.MembersPage })));
const KeysPage = lazy(() => import('./pages/organization/keys.tsx').then((module) => ({ default: module.KeysPage })));
const AuditPage = lazy(() => import('./pages/organization/audit.tsx').then((module) => ({ default: module.AuditPage })));
// Who forgot a password, or comes back from a mail: not what everybody loads.
const ByMailPage = lazy(() => import('./pages/entrance/by-mail.tsx').then((module) => ({ default: module.ByMailPage })));
const ArrivedPage = lazy(() => import('./pages/entrance/arrived.tsx').then((module) => ({ default: module.ArrivedPage })));
const SecondFactorPage = lazy(() => import('./pages/entrance/second-factor.tsx').then((module) => ({ default: module.SecondFactorPage })));
const NewPasswordPage = lazy(() => import('./pages/entrance/new-password.tsx').then((module) => ({ default: module.NewPasswordPage })));
const InvitationPage = lazy(() => import('./pages/organization/invitation.tsx').then((module) => ({ default: module.InvitationPage })));

/** Every address of the console. */
export function App() {
  return (
    <ErrorBoundary>
      <Suspense fallback={<div className="center-page" aria-busy="true"><span className="spinner" aria-label="Loading" role="img" /></div>}>
        <Routes>
          <Route path="/sign-in" element={<SignInPage />} />
          <Route path="/sign-up" element={<SignUpPage />} />
          <Route path="/sign-in-by-mail" element={<ByMailPage key="sign-in" purpose="sign-in" />} />
          <Route path="/forgotten-password" element={<ByMailPage key="recovery" purpose="recovery" />} />
          <Route path="/arrived" element={<ArrivedPage />} />
          <Route path="/second-factor" element={<SecondFactorPage />} />
          <Route path="/new-password" element={<NewPasswordPage />} />
          <Route path="/invitation" element={<InvitationPage />} />
          <Route path="/join/:code/*" element={<GuestCall />} />
          <Route element={<RequireSession />}>
            <Route element={<Shell />}>
              <Route index element={<CallsPage />} />
              <Route path="/calls/:callId" element={<Suspense fallback={<PageComes />}><CallPage /></Suspense>} />
              <Route path="/contacts" element={<Suspense fallback={<PageComes />}><ContactsPage /></Suspense>} />
              <Route path="/account" element={<Suspense fallback={<PageComes />}><AccountPage /></Suspense>} />
              <Route path="/organization" element={<Suspense fallback={<PageComes />}><MembersPage /></Suspense>} />
              <Route path="/organization/keys" element={<Suspense fallback={<PageComes />}><KeysPage /></Suspense>} />
              <Route path="/organization/audit" element={<Suspense fallback={<PageComes />}><AuditPage /></Suspense>} />
              <Route path="/alerts" element={<AlertsPage />} />
              <Route path="/webhooks" element={<WebhooksPage />} />
              <Route path="/webhooks/:endpointId" element={<WebhookPage />} />
              <Route path="/dead-letters" element={<DeadLettersPage />} />
              <Route path="/operations" element={<OperationsPage />} />
              <Route path="/nodes" element={<NodesPage />} />
            </Route>
            <Route path="/oauth/consent" element={<ConsentPage />} />
            <Route path="/calls/:callId/*" element={<MemberCall />} />
          </Route>
          <Route path="*" element={<NotFound />} />
        </Routes>
      </Suspense>
    </ErrorBoundary>
  );
}

/** Sends who is not signed in to the sign-in page, and back here afterwards. */
function RequireSession() {
  const { ready, account, owesSecondFactor } = useSession();
  const { pathname, search, hash } = useLocation();
  const id = account?.id;
  const queries = useMemo(() => (id === undefined ? undefined : newQueries()), [id]);
  // Links of mails that name no page lead to the front page.
  if (pathname === '/' && arrivalOf(search, hash).kind !== 'nothing') return <Navigate to={{ pathname: '/arrived', search, hash }} replace />;
  if (!ready) return <div className="center-page" aria-busy="true" />;
  if (!queries) return <Navigate to={towards('/sign-in', pathname + search)} replace />;
  if (owesSecondFactor) return <Navigate to={towards('/second-factor', pathname + search)} replace />;
  return (
    <QueryClientProvider key={id} client={queries}>
      <Outlet />
    </QueryClientProvider>
  );
}

/** The rail stays while a page is on its way. */
function PageComes() {
  return <div aria-busy="true" aria-label="Loading the page"><span className="skeleton title" /><span className="skeleton block" /></div>;
}

function NotFound() {
  return (
    <div className="center-page">
      <main className="card left-card">
        <Brand />
        <h1>Nothing here</h1>
        <p className="muted">There is no page at this address.</p>
        <Link className="button primary" to="/">Go to calls</Link>
      </main>
    </div>
  );
}
