import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Dialog } from './dialog.tsx';
import { ProblemNote } from './problem-note.tsx';

interface Properties {
  title: string;
  /** What will be lost. */
  children: ReactNode;
  /** The words of the button that does it. */
  action: string;
  keep?: string;
  run: () => Promise<unknown>;
  onDone: () => unknown;
  onClose: () => void;
  danger?: boolean;
  disabled?: boolean;
}

/** Asks before something is done that cannot be undone, and says why when it could not be done. */
export function Confirm({ title, children, action, keep = 'Keep it', run, onDone, onClose, danger = true, disabled = false }: Properties) {
  const doIt = useMutation({ mutationFn: run, onSuccess: onDone });
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      {doIt.error && <ProblemNote error={doIt.error} />}
      <div className="form-actions">
        <button type="button" className="button" onClick={onClose}>{keep}</button>
        <button type="button" className={danger ? 'button danger' : 'button primary'} disabled={doIt.isPending || disabled} onClick={() => doIt.mutate()}>{action}</button>
      </div>
    </Dialog>
  );
}
