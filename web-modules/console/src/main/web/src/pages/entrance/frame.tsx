import type { ReactNode } from 'react';
import { useInstance } from '../../session/instance.ts';
import { Brand } from '../../ui/brand.tsx';
import { usePageTitle } from '../../ui/page-title.ts';
import { ThemeSwitch } from '../../ui/theme-switch.tsx';

/** A page for who is not in yet: one card in the middle, with one thing to do. */
export function Entrance({ title, children, foot }: { title: string; children: ReactNode; foot?: ReactNode }) {
  usePageTitle(title);
  const server = useInstance();
  return (
    <div className="center-page">
      <main className="card sign-card">
        <Brand />
        <h1>{title}</h1>
        {children}
        {foot && <p className="muted sign-other">{foot}</p>}
        {server?.keepsMail && (
          <p className="muted sign-other">
            This server sends no mail: <a href="/dev/mailbox">read it here</a>.
          </p>
        )}
      </main>
      <ThemeSwitch className="button quiet icon-only corner" />
    </div>
  );
}
