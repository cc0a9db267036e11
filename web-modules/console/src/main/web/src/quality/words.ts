import type { IssueKind, QualityAlert, QualityIssue, QualityMoment, SavingsBaseline } from '../api/quality.ts';
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
