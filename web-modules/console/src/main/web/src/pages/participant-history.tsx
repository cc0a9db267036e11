import type { Call } from '../api/calls.ts';
import { duration } from '../format/time.ts';
import { spansOf } from '../format/timeline.ts';
import { Avatar } from '../ui/avatar.tsx';
import { TimeOfDay } from '../ui/time.tsx';

const ROLES: Readonly<Record<string, string>> = { host: 'Host', moderator: 'Moderator', participant: 'Participant', guest: 'Guest' };

/** Who joined and left when: a table whose last column draws each stay on the call's time axis. */
export function ParticipantHistory({ call, now }: { call: Call; now: Date }) {
  const stays = [...call.participants].sort((a, b) => Date.parse(a.joined_at) - Date.parse(b.joined_at));
  const spans = spansOf(
    stays.map((stay) => ({ from: Date.parse(stay.joined_at), to: stay.left_at ? Date.parse(stay.left_at) : undefined })),
    now.getTime(),
  );
  return (
    <table className="history">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Joined</th>
          <th scope="col">Left</th>
          <th scope="col" className="number">Duration</th>
          <th scope="col" className="timeline-cell"><span className="visually-hidden">Timeline</span></th>
        </tr>
      </thead>
      <tbody>
        {stays.map((stay, index) => {
          const name = stay.display_name ?? 'Guest';
          const seconds = stay.left_at
            ? (stay.duration_seconds ?? (Date.parse(stay.left_at) - Date.parse(stay.joined_at)) / 1000)
            : (now.getTime() - Date.parse(stay.joined_at)) / 1000;
          const span = spans[index];
          return (
            <tr key={`${stay.identity}-${stay.joined_at}`} data-testid="participant-row">
              <th scope="row">
                <span className="person">
                  <Avatar name={name} />
                  <span>
                    <span className="person-name">{name}</span>
                    <span className="muted small">{stay.identity.startsWith('guest_') ? 'Guest' : (ROLES[stay.role] ?? stay.role)}</span>
                  </span>
                </span>
              </th>
              <td data-label="Joined"><TimeOfDay at={stay.joined_at} /></td>
              <td data-label="Left">{stay.left_at ? <TimeOfDay at={stay.left_at} /> : <span className="status active">In the call</span>}</td>
              <td data-label="Duration" className="number" data-testid="participant-duration">{duration(seconds)}</td>
              <td className="timeline-cell" aria-hidden="true">
                <span className="timeline">
                  {span && <span className={`stay${stay.left_at ? '' : ' open'}`} style={{ left: `${span.left}%`, width: `${span.width}%` }} />}
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
