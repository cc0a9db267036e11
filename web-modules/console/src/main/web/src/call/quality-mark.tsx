import { useConnectionQualityIndicator } from '@livekit/components-react';
import type { Participant } from 'livekit-client';
import { qualityOf, QUALITY_WORDS, type Quality } from './quality.ts';

const BARS: Readonly<Record<Quality, number>> = { excellent: 3, good: 2, poor: 1, lost: 0 };

/** How somebody is connected: bars, and the words for it. Nothing until it was measured. */
export function QualityMark({ participant }: { participant: Participant }) {
  const { quality } = useConnectionQualityIndicator({ participant });
  const known = qualityOf(quality);
  if (!known) return null;
  return (
    <span className={`quality ${known}`} role="img" aria-label={QUALITY_WORDS[known]} title={QUALITY_WORDS[known]} data-testid="quality" data-quality={known}>
      <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        {[0, 1, 2].map((bar) => (
          <rect key={bar} className={bar < BARS[known] ? 'full' : 'rest'} x={1 + bar * 5} y={10 - bar * 4} width="4" height={5 + bar * 4} rx="1" />
        ))}
        {known === 'lost' && <path className="cross" d="M2 2l12 12" />}
      </svg>
    </span>
  );
}
