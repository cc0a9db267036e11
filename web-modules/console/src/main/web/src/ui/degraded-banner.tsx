import { useSyncExternalStore } from 'react';
import { degradation, onDegradation, wordsOf } from '../api/degraded.ts';
import { WarningIcon } from './icons.tsx';

/** Says in words that something is away, as long as the answers tell so. */
export function DegradedBanner() {
  const present = useSyncExternalStore(onDegradation, degradation);
  return (
    <div role="status">
      {present && (
        <div className="degraded" data-testid="degraded">
          <WarningIcon />
          <p>{wordsOf(present)}</p>
        </div>
      )}
    </div>
  );
}
