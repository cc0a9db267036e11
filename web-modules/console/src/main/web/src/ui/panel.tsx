import { useId, type ReactNode } from 'react';

/** A part of a page about one thing: what it is, what can be done, and what there is. */
export function Panel({ title, about, action, children }: { title: string; about?: ReactNode; action?: ReactNode; children?: ReactNode }) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <header className="panel-head">
        <div>
          <h2 id={id}>{title}</h2>
          {about && <p className="muted small">{about}</p>}
        </div>
        {action}
      </header>
      {children}
    </section>
  );
}
