import { ApiError } from '../api/problem.ts';
import { WarningIcon } from './icons.tsx';

/** An error where it happened, in words; the trace id stands behind details. */
export function ProblemNote({ error, retry }: { error: unknown; retry?: () => void }) {
  const problem = error instanceof ApiError ? error : undefined;
  return (
    <div className="problem" role="alert">
      <WarningIcon />
      <div className="problem-text">
        <p>{problem?.message ?? 'Something went wrong. Try again.'}</p>
        {problem?.traceId && (
          <details>
            <summary>Details</summary>
            <p className="muted small">
              Code <code>{problem.code}</code>, trace <code>{problem.traceId}</code>
            </p>
          </details>
        )}
      </div>
      {retry && (
        <button type="button" className="button quiet" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}
