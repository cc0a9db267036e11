import type { CallStatus, JoinAnswer, Waiting } from '../api/calls.ts';
import type { Moderation } from '../api/moderation.ts';

/** The way into one call: a member's or a guest's. Lobby, call and after-call page know no other difference. */
export interface Door {
  kind: 'member' | 'guest';
  /** Names the call in the tab's storage. */
  key: string;
  callName: string;
  status: CallStatus;
  /** The guest link that may be passed on. */
  joinUrl: string;
  lobbyPath: string;
  roomPath: string;
  leftPath: string;
  /** Where the call's history is; a guest sees none. */
  historyPath: string | undefined;
  /** The name offered in the lobby. */
  suggestedName: string;
  admit(displayName: string): Promise<JoinAnswer>;
  /** Of who waits in the lobby: whether they may come in. */
  ask(place: Waiting): Promise<JoinAnswer>;
  /** What a member may do whom the call has made host or moderator; a guest has no account to do it with. */
  moderation: Moderation | undefined;
}

/** What the after-call page tells. */
export interface Parting {
  /** Why the call ended for this person. */
  sentence: string;
  /** Whether it was their own wish. */
  wished: boolean;
  seconds: number;
  people: string[];
  /** How this person's connection was, in a word; undefined when that was not measured. */
  quality: 'Excellent' | 'Good' | 'Poor' | undefined;
}
