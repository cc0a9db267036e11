import { DisconnectReason } from 'livekit-client';

const SENTENCES: Partial<Record<DisconnectReason, string>> = {
  [DisconnectReason.DUPLICATE_IDENTITY]: 'You joined this call from another window.',
  [DisconnectReason.SERVER_SHUTDOWN]: 'The media server is being restarted. You can join again in a moment.',
  [DisconnectReason.PARTICIPANT_REMOVED]: 'You were removed from the call.',
  [DisconnectReason.ROOM_DELETED]: 'The call was ended.',
  [DisconnectReason.ROOM_CLOSED]: 'The call was ended.',
  [DisconnectReason.CONNECTION_TIMEOUT]: 'The connection was lost for too long.',
  [DisconnectReason.MEDIA_FAILURE]: 'No media connection could be made. A firewall may block UDP.',
};

/** Says why the call ended for this person. */
export function partingSentence(reason: DisconnectReason | undefined): string {
  return (reason !== undefined && SENTENCES[reason]) || 'The connection was lost.';
}
