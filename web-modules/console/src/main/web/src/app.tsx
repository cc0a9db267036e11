import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { Link, Navigate, Outlet, Route, Routes, useLocation } from 'react-router';
import { newQueries } from './api/queries.ts';
import { AlertsPage } from './pages/alerts.tsx';
import { CallsPage } from './pages/calls.tsx';
import { DeadLettersPage } from './pages/dead-letters.tsx';
import { NodesPage } from './pages/nodes.tsx';
import { SignForm } from './pages/sign-form.tsx';
import { WebhookPage } from './pages/webhook.tsx';
import { WebhooksPage } from './pages/webhooks.tsx';
import { useSession } from './session/session.tsx';
import { Brand } from './ui/brand.tsx';
import { ErrorBoundary } from './ui/error-boundary.tsx';
import { Shell } from './ui/shell.tsx';

// The call brings the media library with it: loaded when someone goes to a lobby.
const MemberCall = lazy(() => import('./call/call-routes.tsx').then((module) => ({ default: module.MemberCall })));
// Its charts are for those who look at one call.
const CallPage = lazy(() => import('./pages/call.tsx').then((module) => ({ default: module.CallPage })));
const GuestCall = lazy(() => import('./call/call-routes.tsx').then((module) => ({ default: module.GuestCall })));

/** Every address of the console. */
export function App() {
  return (
    <ErrorBoundary>
      <Suspense fallback={<div className="center-page" aria-busy="true"><span className="spinner" aria-label="Loading" role="img" /></div>}>
        <Routes>
          <Route path="/sign-in" element={<SignForm key="sign-in" kind="sign-in" />} />
          <Route path="/sign-up" element={<SignForm key="sign-up" kind="sign-up" />} />
          <Route path="/join/:code/*" element={<GuestCall />} />
          <Route element={<RequireSession />}>
            <Route element={<Shell />}>
              <Route index element={<CallsPage />} />
              <Route path="/calls/:callId" element={<Suspense fallback={<CallPageComes />}><CallPage /></Suspense>} />
              <Route path="/alerts" element={<AlertsPage />} />
              <Route path="/webhooks" element={<WebhooksPage />} />
              <Route path="/webhooks/:endpointId" element={<WebhookPage />} />
              <Route path="/dead-letters" element={<DeadLettersPage />} />
              <Route path="/nodes" element={<NodesPage />} />
            </Route>
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
  const { ready, account } = useSession();
  const { pathname, search } = useLocation();
  const id = account?.id;
  const queries = useMemo(() => (id === undefined ? undefined : newQueries()), [id]);
  if (!ready) return <div className="center-page" aria-busy="true" />;
  if (!queries) return <Navigate to={pathname === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(pathname + search)}`} replace />;
  return (
    <QueryClientProvider key={id} client={queries}>
      <Outlet />
    </QueryClientProvider>
  );
}

/** The rail stays while the page of a call is on its way. */
function CallPageComes() {
  return <div aria-busy="true" aria-label="Loading the call"><span className="skeleton title" /><span className="skeleton block" /></div>;
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
