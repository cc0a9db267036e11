import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { newQueries } from './api/queries.ts';
import { App } from './app.tsx';
import { SessionProvider } from './session/session.tsx';
import { startTheme } from './theme/theme.ts';
import './theme/tokens.css';
import './theme/base.css';
import './theme/controls.css';
import './theme/pages.css';

const guestQueries = newQueries();

startTheme();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={guestQueries}>
      <SessionProvider>
        <BrowserRouter>
          <App />
        </BrowserRouter>
      </SessionProvider>
    </QueryClientProvider>
  </StrictMode>,
);
