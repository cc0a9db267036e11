import type { Page } from './calls.ts';
import type { Send } from './client.ts';

export type IssueKind = 'high_loss' | 'high_round_trip' | 'poor_score' | 'no_media';

export interface QualityTrack {
  sid: string;
  kind: 'audio' | 'video';
  source: string;
  muted: boolean;
  width: number;
  height: number;
  layer: number;
  bitrate_bps: number;
}

/** Why somebody is sent a video as it is. */
export type LayerReason = 'wanted' | 'best_published' | 'hidden' | 'muted' | 'not_sent' | 'bandwidth' | 'saving' | 'switching' | 'unknown';

/** What somebody is sent of a video: layers from 0, the smallest, to 2; -1 for none. */
export interface QualityReceivedTrack {
  sid: string;
  wanted: number;
  layer: number;
  reason: LayerReason;
}

/** One joining over time: lists of equal length, by the numbers in `points`. */
export interface QualitySeries {
  media_sid: string;
  identity: string;
  points: number[];
  score: number[];
  loss_up_percent: number[];
  loss_down_percent: number[];
  jitter_ms: number[];
  round_trip_ms: Array<number | null>;
  bitrate_up_bps: number[];
  bitrate_down_bps: number[];
  tracks: QualityTrack[];
  /** Missing in answers of a server that is not renewed yet. */
  received?: QualityReceivedTrack[];
}

export interface QualityMoment {
  at: string;
  media_sid: string;
  identity: string;
  kind: string;
  detail: string;
}

export interface QualityIssue {
  issue_id: string;
  media_sid: string;
  identity: string;
  kind: IssueKind;
  severity: 'warning' | 'critical';
  worst: number;
  threshold: number;
  began_at: string;
  ended_at: string | null;
}

/** How a call was, as far as that is kept. */
export interface CallQuality {
  from: string | null;
  step_seconds: number;
  series: QualitySeries[];
  moments: QualityMoment[];
  issues: QualityIssue[];
  truncated: boolean;
}

/** One report of the live stream. */
export interface LiveMetric {
  media_sid: string;
  identity: string;
  at: string;
  score: number;
  loss_up_percent: number;
  loss_down_percent: number;
  jitter_ms: number;
  round_trip_ms: number | null;
  bitrate_up_bps: number;
  bitrate_down_bps: number;
  tracks: QualityTrack[] | null;
  received: QualityReceivedTrack[] | null;
}

/** What one message of the live stream tells. Rows may come twice. */
export interface LiveNews {
  metrics: LiveMetric[];
  moments: QualityMoment[];
  issues: QualityIssue[];
}

/** Another way of sending the same call. */
export interface SavingsBaseline {
  /** `adaptive_stream`: the layers that clients asked for; `best_layer`: the best that each publisher sent. */
  name: 'adaptive_stream' | 'best_layer';
  bytes: number;
  /** Negative when more was sent. */
  saved_bytes: number;
  /** Of `bytes`; null when that is 0. */
  saved_percent: number | null;
}

/** The same of one participant. */
export interface ParticipantSavings {
  identity: string;
  measured_seconds: number;
  sent_bytes: number;
  adaptive_stream_bytes: number;
  best_layer_bytes: number;
}

/** What a call took towards its receivers, over the time that was measured; of nothing else. */
export interface CallSavings {
  call_id: string;
  measured_seconds: number;
  sent_bytes: number;
  baselines: SavingsBaseline[];
  participants: ParticipantSavings[];
  truncated: boolean;
}

export type AlertStatus = 'open' | 'acknowledged' | 'resolved';

/** Something in a call that those who run the organization should look at. */
export interface QualityAlert {
  alert_id: string;
  call_id: string;
  kind: IssueKind;
  severity: 'warning' | 'critical';
  status: AlertStatus;
  people: number;
  opened_at: string;
  acknowledged_at: string | null;
  acknowledged_by: string | null;
  resolved_at: string | null;
  resolved_by: string | null;
}

/** Rows of the alerts list that are fetched at once. */
const PAGE_SIZE = 20;

export function qualityOf(send: Send) {
  const answer = (id: string, what: 'acknowledge' | 'resolve') =>
    send<QualityAlert>({ method: 'POST', path: `/quality-alerts/${encodeURIComponent(id)}/${what}` });
  return {
    alerts: (status: AlertStatus | undefined, cursor: string | null, signal?: AbortSignal) =>
      send<Page<QualityAlert>>({
        path: `/quality-alerts?limit=${PAGE_SIZE}${status ? `&status=${status}` : ''}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
        ...(signal && { signal }),
      }),
    acknowledge: (id: string) => answer(id, 'acknowledge'),
    resolve: (id: string) => answer(id, 'resolve'),
    read: (id: string, signal?: AbortSignal) =>
      send<CallQuality>({ path: `/calls/${encodeURIComponent(id)}/quality`, ...(signal && { signal }) }),
    savings: (id: string, signal?: AbortSignal) =>
      send<CallSavings>({ path: `/calls/${encodeURIComponent(id)}/savings`, ...(signal && { signal }) }),
  };
}
