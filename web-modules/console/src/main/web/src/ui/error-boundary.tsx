import { Component, type ReactNode } from 'react';
import { Brand } from './brand.tsx';

/**
 * Shows words where a page broke, instead of nothing. The usual cause is a tab that is older than the server: the files
 * that it loads on demand are gone, and only a reload finds the new ones.
 */
export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <div className="center-page">
        <main className="card left-card">
          <Brand />
          <h1>This page could not be shown</h1>
          <p className="muted" role="alert">AuraLink may have been updated since you opened it. Reload to get the newest version.</p>
          <button type="button" className="button primary" onClick={() => window.location.reload()}>Reload</button>
        </main>
      </div>
    );
  }
}
