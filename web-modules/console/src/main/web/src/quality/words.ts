import type { IssueKind, LayerReason, QualityAlert, QualityIssue, QualityMoment, QualityReceivedTrack, SavingsBaseline } from '../api/quality.ts';
import { size } from '../format/size.ts';

const ISSUES: Readonly<Record<IssueKind, string>> = {
  high_loss: 'High packet loss',
  high_round_trip: 'Long delay',
  poor_score: 'Poor connection',
  no_media: 'Nothing came through',
};

/** An issue in a few words, with its worst value. */
export function issueWords(issue: QualityIssue): string {
  const name = ISSUES[issue.kind] ?? issue.kind;
  switch (issue.kind) {
    case 'high_loss':
      return `${name}, up to ${Math.round(issue.worst)} %`;
    case 'high_round_trip':
      return `${name}, up to ${Math.round(issue.worst)} ms`;
    case 'poor_score':
      return `${name}, down to a score of ${issue.worst.toFixed(1)}`;
    default:
      return name;
  }
}

/** What an alert is about, and how many people had it. */
export function alertWords(alert: Pick<QualityAlert, 'kind' | 'people'>): string {
  const name = ISSUES[alert.kind] ?? alert.kind;
  return `${name} for ${alert.people === 1 ? 'one person' : `${alert.people} people at once`}`;
}

const SOURCES: Readonly<Record<string, string>> = {
  microphone: 'microphone',
  camera: 'camera',
  screen_share: 'screen',
  screen_share_audio: 'sound of the screen',
};

/** Whose and which video, after a name. */
export const sourceWords = (source: string): string => SOURCES[source] ?? 'a track';

/** Layers as LiveKit names them, from 0 on. */
const SIZES = ['low', 'medium', 'high'];

const sizeOf = (layer: number): string => SIZES[layer] ?? 'none';

const REASONS: Readonly<Record<LayerReason, string>> = {
  wanted: 'as large as it is shown',
  best_published: 'the largest that is sent to the server',
  hidden: 'not shown',
  muted: 'switched off',
  not_sent: 'nothing comes from the sender',
  bandwidth: 'the connection carries no more',
  saving: 'every other picture, as the node saves',
  switching: 'changing to another size',
  unknown: 'the node does not tell why',
};

/** What somebody is sent of a video, and why. */
export function layerWords({ wanted, layer, reason }: Pick<QualityReceivedTrack, 'wanted' | 'layer' | 'reason'>): string {
  const less = reason === 'bandwidth' && wanted >= 0 && wanted !== layer ? ` instead of ${sizeOf(wanted)}` : '';
  return `${sizeOf(layer)}${less}: ${REASONS[reason] ?? reason}`;
}

/** What happened, in words that follow a name. */
export function momentWords(moment: QualityMoment): string {
  const source = SOURCES[moment.detail] ?? 'a track';
  switch (moment.kind) {
    case 'joined':
      return 'joined';
    case 'left':
      return 'left';
    case 'ended':
      return 'The call ended';
    case 'published':
      return `began to send: ${source}`;
    case 'unpublished':
      return `stopped sending: ${source}`;
    case 'muted':
      return `switched off: ${source}`;
    case 'unmuted':
      return `switched on: ${source}`;
    case 'interrupted':
      return 'lost the connection';
    case 'restored':
      return 'was connected again';
    case 'resumed':
      return 'reconnected';
    case 'node_changed':
      return 'went on at another media server';
    case 'layer_up':
      return 'received better pictures';
    case 'layer_down':
      return 'received smaller pictures';
    default:
      return moment.kind;
  }
}

/** Another way of sending: its name, and what it means. */
export function baselineWords(name: SavingsBaseline['name']): { name: string; meaning: string } {
  switch (name) {
    case 'adaptive_stream':
      return { name: 'With plain simulcast', meaning: 'each sent the picture sizes that their app asked for' };
    case 'best_layer':
      return { name: 'With the best for everybody', meaning: 'each sent the best that came of every camera and screen' };
    default:
      return { name, meaning: '' };
  }
}

/** What was sent, against another way of sending that stands beside it. */
export function savedWords({ saved_bytes, saved_percent }: Pick<SavingsBaseline, 'saved_bytes' | 'saved_percent'>): string {
  if (saved_bytes === 0) return 'As much was sent';
  const part = saved_percent === null ? '' : ` (${Math.abs(saved_percent).toFixed(1)} %)`;
  return `${size(Math.abs(saved_bytes))}${part} ${saved_bytes > 0 ? 'less' : 'more'} was sent`;
}
