import { describe, expect, it } from 'vitest';
import type { CallQuality, LiveMetric, QualityMoment } from '../api/quality.ts';
import { bitrate, curve, pictureOf, stretches, sentVideos, summaryOf, withNews, wordOf } from './model.ts';

const START = Date.parse('2026-01-02T10:00:00Z');
const at = (seconds: number) => new Date(START + seconds * 1000).toISOString();

const quality = (parts: Partial<CallQuality> = {}): CallQuality => ({
  from: at(0), step_seconds: 10, series: [], moments: [], issues: [], truncated: false, ...parts,
});

const series = (identity: string, sid: string, points: number[]) => ({
  media_sid: sid, identity, points,
  score: points.map(() => 4), loss_up_percent: points.map(() => 1), loss_down_percent: points.map(() => 3),
  jitter_ms: points.map(() => 5), round_trip_ms: points.map(() => null), bitrate_up_bps: points.map(() => 64_000), bitrate_down_bps: points.map(() => 128_000), tracks: [], received: [],
});

const metric = (identity: string, seconds: number): LiveMetric => ({
  media_sid: 'PA_1', identity, at: at(seconds), score: 2, loss_up_percent: 9, loss_down_percent: 0, jitter_ms: 0, round_trip_ms: 80, bitrate_up_bps: 1, bitrate_down_bps: 2, tracks: null, received: null,
});

const moment = (kind: string, seconds: number, detail = 'microphone'): QualityMoment => ({ at: at(seconds), media_sid: 'PA_1', identity: 'ann', kind, detail });

describe('the picture of a call', () => {
  it('has one line for each person, over all of their joinings', () => {
    const picture = pictureOf(quality({ series: [series('ann', 'PA_1', [0, 1]), series('bob', 'PA_2', [1]), series('ann', 'PA_3', [9])] }));
    expect(picture.people.map((person) => [person.identity, person.samples.map((sample) => (sample.at - START) / 1000)])).toEqual([['ann', [0, 10, 90]], ['bob', [10]]]);
    expect(picture.people[0]!.samples[0]!.loss).toBe(3);
  });

  it('of a call without measurements is empty', () => {
    expect(pictureOf(quality({ from: null })).people).toEqual([]);
  });

  it('takes what is new once, however often it comes', () => {
    const news = { metrics: [metric('ann', 20), metric('cy', 20)], moments: [moment('muted', 21)], issues: [] };
    const once = withNews(pictureOf(quality({ series: [series('ann', 'PA_1', [0, 1])] })), news);
    const twice = withNews(once, news);
    expect(twice).toEqual(once);
    expect(once.people.map((person) => person.samples.length)).toEqual([3, 1]);
    expect(once.moments).toHaveLength(1);
  });

  it('replaces an issue by what is known of it now', () => {
    const issue = { issue_id: 'i', media_sid: 'PA_1', identity: 'ann', kind: 'high_loss' as const, severity: 'warning' as const, worst: 6, threshold: 5, began_at: at(0), ended_at: null };
    const open = withNews(pictureOf(quality()), { metrics: [], moments: [], issues: [issue] });
    const ended = withNews(open, { metrics: [], moments: [], issues: [{ ...issue, ended_at: at(60) }] });
    expect(ended.issues).toEqual([{ ...issue, ended_at: at(60) }]);
  });
});

describe('stretches of time', () => {
  it('begin and end by moments of their own kind and source', () => {
    const moments = [moment('muted', 1), moment('muted', 2, 'camera'), moment('unmuted', 3, 'camera'), moment('unmuted', 5), moment('muted', 9)];
    expect(stretches(moments, 'ann', 'muted', 'unmuted', 'microphone')).toEqual([
      { from: START + 1000, to: START + 5000 },
      { from: START + 9000, to: undefined },
    ]);
  });

  it('end when the person leaves, and are of nobody else', () => {
    expect(stretches([moment('interrupted', 1), moment('left', 4)], 'ann', 'interrupted', 'restored')).toEqual([{ from: START + 1000, to: START + 4000 }]);
    expect(stretches([moment('interrupted', 1)], 'bob', 'interrupted', 'restored')).toEqual([]);
  });
});

describe('a curve', () => {
  it('has a hole where nothing was measured', () => {
    const samples = [0, 10, 60].map((seconds) => ({ at: START + seconds * 1000, score: 4, loss: 0, roundTrip: null, sent: 0, received: 0 }));
    const [times, values] = curve(samples, 10_000, (sample) => sample.score);
    expect(times.map((time) => time - START / 1000)).toEqual([0, 10, 10.001, 60].map((time) => expect.closeTo(time, 3)));
    expect(values).toEqual([4, 4, null, 4]);
  });
});

it('a person in numbers is the mean of what flows and the worst of what disturbs', () => {
  const picture = withNews(pictureOf(quality({ series: [series('ann', 'PA_1', [0])] })), { metrics: [metric('ann', 20)], moments: [], issues: [] });
  expect(summaryOf(picture.people[0]!)).toEqual({ score: 3, worstLoss: 9, worstRoundTrip: 80, sent: 32_000.5, received: 64_001 });
  expect(summaryOf({ identity: 'x', samples: [], tracks: [], received: [] }).score).toBeUndefined();
});

it('scores and rates are told in words', () => {
  expect([4.4, 3.5, 2.9].map(wordOf)).toEqual(['Excellent', 'Good', 'Poor']);
  expect([950, 64_000, 1_250_000].map(bitrate)).toEqual(['1 kbit/s', '64 kbit/s', '1.3 Mbit/s']);
});

it('videos that the connection makes smaller come first, and those of unknown publishers not at all', () => {
  const camera = (sid: string) => ({ sid, kind: 'video' as const, source: 'camera', muted: false, width: 1280, height: 720, layer: 2, bitrate_bps: 1 });
  const sent = (sid: string, reason: 'wanted' | 'bandwidth') => ({ sid, wanted: 2, layer: reason === 'wanted' ? 2 : 0, reason });
  const people = [
    { identity: 'ann', samples: [], tracks: [camera('TR_a')], received: [sent('TR_b', 'wanted'), sent('TR_gone', 'bandwidth')] },
    { identity: 'bob', samples: [], tracks: [camera('TR_b')], received: [sent('TR_a', 'bandwidth')] },
  ];
  expect(sentVideos(people).map(({ from, to, reason }) => `${from} to ${to}: ${reason}`)).toEqual(['ann to bob: bandwidth', 'bob to ann: wanted']);
});

it('what is new replaces what somebody is sent, unless it tells nothing', () => {
  const received = [{ sid: 'TR_1', wanted: 2, layer: 1, reason: 'bandwidth' as const }];
  const before = pictureOf(quality({ series: [{ ...series('ann', 'PA_1', [0]), received }] }));
  const { received: _missing, ...older } = series('ann', 'PA_1', [0]);
  expect(pictureOf(quality({ series: [older] })).people[0]!.received).toEqual([]);
  expect(before.people[0]!.received).toEqual(received);
  expect(withNews(before, { metrics: [metric('ann', 20)], moments: [], issues: [] }).people[0]!.received).toEqual(received);
  expect(withNews(before, { metrics: [{ ...metric('ann', 20), received: [] }], moments: [], issues: [] }).people[0]!.received).toEqual([]);
});
