import { ConnectionQuality, RoomEvent, type Participant, type Room } from 'livekit-client';

/** Qualities that were measured; `unknown` is none. */
export type Quality = 'excellent' | 'good' | 'poor' | 'lost';

const KNOWN: Partial<Record<ConnectionQuality, Quality>> = {
  [ConnectionQuality.Excellent]: 'excellent',
  [ConnectionQuality.Good]: 'good',
  [ConnectionQuality.Poor]: 'poor',
  [ConnectionQuality.Lost]: 'lost',
};

/** How somebody is connected, in words for everybody. */
export const QUALITY_WORDS: Readonly<Record<Quality, string>> = {
  excellent: 'Excellent connection',
  good: 'Good connection',
  poor: 'Poor connection',
  lost: 'Connection lost',
};

export function qualityOf(measured: ConnectionQuality): Quality | undefined {
  return KNOWN[measured];
}

/** Above this share of bad time a call was poor; a call that was excellent for this share was excellent. */
const POOR_FROM = 0.15;
const EXCELLENT_FROM = 0.85;

/** Adds up for how long one's connection had which quality. Times are in ms. */
export class QualityTally {
  private readonly spent: Record<Quality, number> = { excellent: 0, good: 0, poor: 0, lost: 0 };
  private present: Quality | undefined;
  private since = 0;

  /** The connection has this quality from now on; undefined for one that is not known. */
  changed(quality: Quality | undefined, now: number) {
    if (this.present) this.spent[this.present] += Math.max(0, now - this.since);
    this.present = quality;
    this.since = now;
  }

  /** The whole call in a word; undefined when nothing was measured. */
  word(now: number): 'Excellent' | 'Good' | 'Poor' | undefined {
    this.changed(this.present, now);
    const { excellent, good, poor, lost } = this.spent;
    const all = excellent + good + poor + lost;
    if (all === 0) return undefined;
    if ((poor + lost) / all > POOR_FROM) return 'Poor';
    return excellent / all >= EXCELLENT_FROM ? 'Excellent' : 'Good';
  }
}

/** Tallies this person's connection in a room for as long as that lives. */
export function tallyRoom(room: Room, tally: QualityTally) {
  room.on(RoomEvent.ConnectionQualityChanged, (quality: ConnectionQuality, participant: Participant) => {
    if (participant.isLocal) tally.changed(qualityOf(quality), Date.now());
  });
}
