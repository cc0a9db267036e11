import { useIsMuted, useLocalParticipant, useParticipants } from '@livekit/components-react';
import { Track, type Participant } from 'livekit-client';
import { useId, useState } from 'react';
import type { CallRole } from '../api/calls.ts';
import type { LobbyEntry, Moderation } from '../api/moderation.ts';
import { Avatar } from '../ui/avatar.tsx';
import { CopyLink } from '../ui/copy-link.tsx';
import { CameraIcon, CameraOffIcon, CloseIcon, MicIcon, MicOffIcon, SettingsIcon } from '../ui/icons.tsx';
import { AccessControls } from './access-controls.tsx';
import { KnockingList } from './knocking-list.tsx';
import { useRole } from './moderating.ts';
import { PersonActions } from './person-actions.tsx';
import { QualityMark } from './quality-mark.tsx';
import { nameOf } from './tile.tsx';

interface PeopleProps {
  joinUrl: string;
  /** What this person may do, if they moderate. */
  moderation: Moderation | undefined;
  waiting: readonly LobbyEntry[];
  onClose: () => void;
}

/** The list of everyone in the call; for those who moderate also who waits, and what they can do. */
export function People({ joinUrl, moderation, waiting, onClose }: PeopleProps) {
  const people = useParticipants();
  return (
    <aside className="panel people" aria-label="People" id="people">
      <header className="panel-head">
        <h2>People <span className="muted">{people.length}</span></h2>
        <button type="button" className="button icon-only quiet" aria-label="Close people" onClick={onClose}><CloseIcon /></button>
      </header>
      <div className="people-scroll">
        {moderation && waiting.length > 0 && <KnockingList moderation={moderation} waiting={waiting} />}
        <ul className="people-list">
          {people.map((person) => <Person key={person.identity} person={person} moderation={moderation} />)}
        </ul>
      </div>
      <div className="panel-foot">
        {moderation && <AccessControls moderation={moderation} />}
        <CopyLink url={joinUrl} />
      </div>
    </aside>
  );
}

const ROLES: Readonly<Record<CallRole, string>> = { host: 'Host', moderator: 'Moderator', participant: '', guest: 'Guest' };

function Person({ person, moderation }: { person: Participant; moderation: Moderation | undefined }) {
  const muted = useIsMuted({ participant: person, source: Track.Source.Microphone });
  const cameraOff = useIsMuted({ participant: person, source: Track.Source.Camera });
  const role = useRole(person);
  const { localParticipant } = useLocalParticipant();
  const mine = useRole(localParticipant);
  const [open, setOpen] = useState(false);
  const actionsId = useId();
  const reachable = moderation && !person.isLocal && (role !== 'host' || mine === 'host');
  const word = ROLES[role] || (person.identity.startsWith('guest_') ? 'Guest' : '');
  return (
    <li className="people-item" data-testid="person" data-identity={person.identity} data-role={role}>
      <div className="people-row">
        <Avatar name={person.name || 'Guest'} />
        <span className="people-name">
          {nameOf(person)}
          {word && <span className="muted small"> {word}</span>}
        </span>
        <QualityMark participant={person} />
        <span className={muted ? 'mark off' : 'mark'} role="img" aria-label={muted ? 'Microphone is off' : 'Microphone is on'}>{muted ? <MicOffIcon /> : <MicIcon />}</span>
        <span className={cameraOff ? 'mark off' : 'mark'} role="img" aria-label={cameraOff ? 'Camera is off' : 'Camera is on'}>{cameraOff ? <CameraOffIcon /> : <CameraIcon />}</span>
        {reachable && (
          <button type="button" className="button icon-only quiet" aria-label={`What to do with ${person.name || 'Guest'}`} aria-expanded={open} aria-controls={actionsId} onClick={() => setOpen(!open)}>
            <SettingsIcon />
          </button>
        )}
      </div>
      {reachable && open && <PersonActions id={actionsId} person={person} role={role} mine={mine} moderation={moderation} onDone={() => setOpen(false)} />}
    </li>
  );
}
