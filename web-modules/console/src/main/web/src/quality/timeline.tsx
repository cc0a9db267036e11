import type { Call } from '../api/calls.ts';
import { Avatar } from '../ui/avatar.tsx';
import { AXIS_PX, RIGHT_PX } from './chart.tsx';
import { stretches, type Picture, type Stretch } from './model.ts';
import { issueWords, momentWords } from './words.ts';

/** Moments that are seen as a mark; the others are ends of stretches. */
const MARKS = new Set(['resumed', 'node_changed', 'layer_up', 'layer_down']);

interface TimelineProps {
  call: Call;
  picture: Picture;
  names: ReadonlyMap<string, string>;
  from: number;
  to: number;
}

/** A lane for each person over the time axis of the charts. What it shows stands in the list of events in words. */
export function Timeline({ call, picture, names, from, to }: TimelineProps) {
  const length = Math.max(1, to - from);
  const percent = (at: number) => Math.min(100, Math.max(0, ((at - from) / length) * 100));
  const place = ({ from: begin, to: end }: Stretch) => {
    const left = percent(begin);
    return { left: `${left}%`, width: `${Math.max(0.4, percent(end ?? to) - left)}%` };
  };
  const style = { paddingLeft: AXIS_PX, paddingRight: RIGHT_PX };
  return (
    <div className="lanes">
      <div role="img" aria-label={`Timeline of ${names.size} ${names.size === 1 ? 'person' : 'people'}; the list of events has it in words`} data-testid="lanes">
      {[...names].map(([identity, name]) => {
        const stays = call.participants.filter((participant) => participant.identity === identity);
        const muted = stretches(picture.moments, identity, 'muted', 'unmuted', 'microphone');
        const lost = stretches(picture.moments, identity, 'interrupted', 'restored');
        const issues = picture.issues.filter((issue) => issue.identity === identity);
        const marks = picture.moments.filter((moment) => moment.identity === identity && MARKS.has(moment.kind));
        return (
          <div key={identity} className="lane" style={style}>
            <span className="lane-name"><Avatar name={name} />{name}</span>
            <div className="lane-track">
              {stays.map((stay) => (
                <span key={stay.joined_at} className="lane-stay" style={place({ from: Date.parse(stay.joined_at), to: stay.left_at ? Date.parse(stay.left_at) : undefined })} />
              ))}
              {muted.map((stretch) => <span key={stretch.from} className="lane-muted" style={place(stretch)} title="Microphone off" />)}
              {lost.map((stretch) => <span key={stretch.from} className="lane-lost" style={place(stretch)} title="Connection lost" />)}
              {marks.map((moment) => <span key={`${moment.at} ${moment.kind}`} className={`lane-mark ${moment.kind}`} style={{ left: `${percent(Date.parse(moment.at))}%` }} title={momentWords(moment)} />)}
              {issues.map((issue) => (
                <span key={issue.issue_id} className={`lane-issue ${issue.severity}`} style={place({ from: Date.parse(issue.began_at), to: issue.ended_at ? Date.parse(issue.ended_at) : undefined })} title={issueWords(issue)} data-testid="lane-issue" />
              ))}
            </div>
          </div>
        );
      })}
      </div>
      <ul className="lane-keys small muted" style={style}>
        <li><span className="key lane-stay" />In the call</li>
        <li><span className="key lane-muted" />Microphone off</li>
        <li><span className="key lane-lost" />Connection lost</li>
        <li><span className="key lane-issue warning" />Issue</li>
        <li><span className="key lane-mark" />Reconnect, layer or server change</li>
      </ul>
    </div>
  );
}
