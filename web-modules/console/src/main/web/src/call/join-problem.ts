import { ConnectionError, ConnectionErrorReason } from 'livekit-client';
import { ApiError } from '../api/problem.ts';

/** A code in the manner of the API's, and the sentence, by what livekit-client found. */
const PROBLEMS: Readonly<Record<ConnectionErrorReason, readonly [string, string]>> = {
  [ConnectionErrorReason.NotAllowed]: ['media_refused', 'The media server did not accept your entry: the call may have ended. Go back to the lobby and join again.'],
  [ConnectionErrorReason.ServerUnreachable]: ['media_unreachable', 'The media server could not be reached. A firewall or a proxy may be in the way.'],
  [ConnectionErrorReason.InternalError]: ['media_closed', 'The media server broke off while you were joining. It may be restarting: try again in a moment.'],
  [ConnectionErrorReason.Cancelled]: ['media_cancelled', 'Joining was broken off. Try again.'],
  [ConnectionErrorReason.LeaveRequest]: ['media_left', 'The media server sent you out while you were joining: the call may have ended. Go back to the lobby and join again.'],
  [ConnectionErrorReason.Timeout]: ['media_timeout', 'The media server did not answer in time. Check your connection, then try again.'],
  // Its answer to a plain request was good, so it is no firewall: the node answers so when it has no room.
  [ConnectionErrorReason.WebSocket]: ['media_full', 'The media server can be reached but did not let you in: the call or the server may be full. Try again in a moment.'],
  [ConnectionErrorReason.ServiceNotFound]: ['media_not_found', 'There is no media server at the address that AuraLink gave out. Tell the operator of this server.'],
};

/**
 * Why joining failed, in words.
 *
 * @param signalled whether the media server had let this person in, so that only sound and picture were missing
 */
export function joinProblem(failure: unknown, signalled: boolean): ApiError {
  if (failure instanceof ApiError) return failure;
  if (!(failure instanceof ConnectionError)) return new ApiError('Something went wrong while joining. Try again.', 0, 'unknown', undefined, {});
  const reason: ConnectionErrorReason = failure.reason;
  const [code, sentence] =
    signalled && reason === ConnectionErrorReason.InternalError
      ? (['media_blocked', 'The media server answers, but sound and picture do not get through. A firewall may block UDP.'] as const)
      : PROBLEMS[reason];
  return new ApiError(sentence, failure.status ?? 0, code, undefined, {});
}
