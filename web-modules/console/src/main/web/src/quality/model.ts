import type { CallQuality, LiveNews, QualityIssue, QualityMoment, QualityReceivedTrack, QualityTrack } from '../api/quality.ts';

/** One measurement of one person; `at` in ms. */
export interface Sample {
  at: number;
  score: number;
  /** In the worse direction. */
  loss: number;
  roundTrip: number | null;
  sent: number;
  received: number;
}

/** Everything that was measured of one person, over all of their joinings. */
export interface Measured {
  identity: string;
  samples: Sample[];
  tracks: QualityTrack[];
  received: QualityReceivedTrack[];
}

/** How a call is or was, as the page shows it. */
export interface Picture {
  stepMs: number;
  people: Measured[];
  moments: QualityMoment[];
  issues: QualityIssue[];
  truncated: boolean;
}

/** The picture of what the server knows. */
export function pictureOf(quality: CallQuality): Picture {
  const people = new Map<string, Measured>();
  const from = quality.from === null ? 0 : Date.parse(quality.from);
  for (const series of quality.series) {
    const person = people.get(series.identity) ?? { identity: series.identity, samples: [], tracks: [], received: [] };
    people.set(series.identity, person);
    person.tracks = series.tracks;
    person.received = series.received ?? [];
    series.points.forEach((point, index) =>
      person.samples.push({
        at: from + point * quality.step_seconds * 1000,
        score: series.score[index]!,
        loss: Math.max(series.loss_up_percent[index]!, series.loss_down_percent[index]!),
        roundTrip: series.round_trip_ms[index] ?? null,
        sent: series.bitrate_up_bps[index]!,
        received: series.bitrate_down_bps[index]!,
      }),
    );
  }
  for (const person of people.values()) person.samples.sort((a, b) => a.at - b.at);
  return { stepMs: quality.step_seconds * 1000, people: [...people.values()], moments: quality.moments, issues: quality.issues, truncated: quality.truncated };
}

/** The picture with what is new; what it has already is not added again. */
export function withNews(picture: Picture, news: LiveNews): Picture {
  const people = new Map(picture.people.map((person) => [person.identity, person]));
  for (const row of news.metrics) {
    const before = people.get(row.identity) ?? { identity: row.identity, samples: [], tracks: [], received: [] };
    const at = Date.parse(row.at);
    if ((before.samples.at(-1)?.at ?? 0) >= at) continue;
    const sample: Sample = {
      at,
      score: row.score,
      loss: Math.max(row.loss_up_percent, row.loss_down_percent),
      roundTrip: row.round_trip_ms,
      sent: row.bitrate_up_bps,
      received: row.bitrate_down_bps,
    };
    people.set(row.identity, { ...before, samples: [...before.samples, sample], tracks: row.tracks ?? before.tracks, received: row.received ?? before.received });
  }
  const issues = new Map([...picture.issues, ...news.issues].map((issue) => [issue.issue_id, issue]));
  const moments = new Map([...picture.moments, ...news.moments].map((moment) => [`${moment.at} ${moment.media_sid} ${moment.kind} ${moment.detail}`, moment]));
  return { ...picture, people: [...people.values()], issues: [...issues.values()], moments: [...moments.values()].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)) };
}

/** A stretch of time, in ms; `to` undefined while it lasts. */
export interface Stretch {
  from: number;
  to: number | undefined;
}

/** When something that begins and ends by moments was on, such as `muted` and `unmuted` of a microphone. */
export function stretches(moments: readonly QualityMoment[], identity: string, begin: string, end: string, detail?: string): Stretch[] {
  const found: Stretch[] = [];
  for (const moment of moments) {
    if (moment.identity !== identity) continue;
    const last = found.at(-1);
    const open = last !== undefined && last.to === undefined;
    const matches = detail === undefined || moment.detail === detail;
    if (moment.kind === begin && matches && !open) found.push({ from: Date.parse(moment.at), to: undefined });
    else if (open && ((moment.kind === end && matches) || moment.kind === 'left')) last.to = Date.parse(moment.at);
  }
  return found;
}

/** What one person is sent of another's video. */
export interface Sent extends QualityReceivedTrack {
  to: string;
  from: string;
  source: string;
}

/** Every video that somebody is sent and whose publisher is known; those that the connection makes smaller come first. */
export function sentVideos(people: readonly Measured[]): Sent[] {
  const published = new Map(people.flatMap((person) => person.tracks.map((track) => [track.sid, { from: person.identity, source: track.source }])));
  const sent = people.flatMap((person) =>
    person.received.flatMap((track) => {
      const whose = published.get(track.sid);
      return whose === undefined ? [] : [{ ...track, ...whose, to: person.identity }];
    }),
  );
  return [...sent.filter((each) => each.reason === 'bandwidth'), ...sent.filter((each) => each.reason !== 'bandwidth')];
}

/** One person's whole call in numbers; undefined where nothing was measured. */
export interface Summary {
  score: number | undefined;
  worstLoss: number | undefined;
  worstRoundTrip: number | undefined;
  sent: number | undefined;
  received: number | undefined;
}

export function summaryOf({ samples }: Measured): Summary {
  const mean = (values: number[]) => (values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length);
  const worst = (values: number[]) => (values.length === 0 ? undefined : Math.max(...values));
  return {
    score: mean(samples.map((sample) => sample.score)),
    worstLoss: worst(samples.map((sample) => sample.loss)),
    worstRoundTrip: worst(samples.flatMap((sample) => (sample.roundTrip === null ? [] : [sample.roundTrip]))),
    sent: mean(samples.map((sample) => sample.sent)),
    received: mean(samples.map((sample) => sample.received)),
  };
}

/** A score as the node's documentation calls it. */
export function wordOf(score: number): 'Excellent' | 'Good' | 'Poor' {
  return score >= 4.1 ? 'Excellent' : score >= 3 ? 'Good' : 'Poor';
}

/** Between two samples that far apart nothing was measured: a line must not join them. */
const GAP_STEPS = 3.5;

/** Values of one person over time for a chart, with a hole wherever nothing was measured. Times in s. */
export function curve(samples: readonly Sample[], stepMs: number, value: (sample: Sample) => number | null): [number[], Array<number | null>] {
  const times: number[] = [];
  const values: Array<number | null> = [];
  let before = -1;
  for (const sample of samples) {
    if (before >= 0 && sample.at - before > stepMs * GAP_STEPS) {
      times.push((before + 1) / 1000);
      values.push(null);
    }
    times.push(sample.at / 1000);
    values.push(value(sample));
    before = sample.at;
  }
  return [times, values];
}

export function bitrate(bps: number): string {
  if (bps >= 1_000_000) return `${(bps / 1_000_000).toFixed(1)} Mbit/s`;
  return `${Math.round(bps / 1000)} kbit/s`;
}
