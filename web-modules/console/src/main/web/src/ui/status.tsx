import type { CallStatus } from '../api/calls.ts';

const WORDS: Record<CallStatus, string> = { waiting: 'Not started', active: 'Live', ended: 'Ended', failed: 'Failed' };

/** A call's state as a word with a coloured dot; the word carries the meaning. */
export function Status({ status }: { status: CallStatus }) {
  return (
    <span className={`status ${status}`} data-testid="call-status" data-status={status}>
      {WORDS[status]}
    </span>
  );
}
