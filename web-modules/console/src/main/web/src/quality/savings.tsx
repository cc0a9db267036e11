import { useQuery } from '@tanstack/react-query';
import { duration } from '../format/time.ts';
import { size } from '../format/size.ts';
import { quality as api } from '../session/session.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { baselineWords, savedWords } from './words.ts';

interface SavingsProps {
  callId: string;
  /** In ms, when there may be more; false when there is no more. */
  refetchInterval: () => number | false;
}

/** What was sent to everybody, and beside it what other ways of sending would have been; nothing where nothing was measured. */
export function Savings({ callId, refetchInterval }: SavingsProps) {
  const { data, error, refetch } = useQuery({
    // Below the call's quality: what makes that old makes this old.
    queryKey: ['quality', callId, 'savings'],
    queryFn: ({ signal }) => api.savings(callId, signal),
    refetchInterval,
  });
  if (error) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data || data.measured_seconds === 0) return null;
  return (
    <section aria-labelledby="bandwidth" className="savings" data-testid="savings">
      <h3 id="bandwidth">Bandwidth</h3>
      <dl className="facts">
        <div className="fact">
          <dt className="muted small">Sent to everybody</dt>
          <dd data-testid="savings-sent">{size(data.sent_bytes)}</dd>
        </div>
        {data.baselines.map((baseline) => {
          const { name, meaning } = baselineWords(baseline.name);
          return (
            <div key={baseline.name} className="fact" data-testid="savings-baseline" data-name={baseline.name}>
              <dt className="muted small">{name}: {meaning}</dt>
              <dd>{size(baseline.bytes)}</dd>
              <dd className="against">{savedWords(baseline)}</dd>
            </div>
          );
        })}
      </dl>
      <p className="muted small">
        Measured over {duration(data.measured_seconds)} of receiving, of all participants together. What was sent includes repeated packets and probes; the comparisons do not.
      </p>
    </section>
  );
}
