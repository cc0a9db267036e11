import { useEffect, useState } from 'react';
import { relative } from '../format/time.ts';

const EXACT = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });
const DAY_AND_TIME = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const TIME_OF_DAY = new Intl.DateTimeFormat('en', { timeStyle: 'medium', hourCycle: 'h23' });

/** The current time, renewed every `everyMs`. */
export function useNow(everyMs: number): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(new Date()), everyMs);
    return () => window.clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** A moment in words, with the exact time on hover. */
export function Ago({ at }: { at: string }) {
  const now = useNow(30_000);
  const time = new Date(at);
  return (
    <time dateTime={at} title={EXACT.format(time)}>
      {relative(time, now)}
    </time>
  );
}

/** A moment as day and time, exact on hover. */
export function DayAndTime({ at }: { at: string }) {
  const time = new Date(at);
  return (
    <time dateTime={at} title={EXACT.format(time)}>
      {DAY_AND_TIME.format(time)}
    </time>
  );
}

/** A moment as time of day, with the date on hover. */
export function TimeOfDay({ at }: { at: string }) {
  const time = new Date(at);
  return (
    <time dateTime={at} title={EXACT.format(time)}>
      {TIME_OF_DAY.format(time)}
    </time>
  );
}
