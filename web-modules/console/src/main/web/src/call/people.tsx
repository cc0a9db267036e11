import { useIsMuted, useParticipants } from '@livekit/components-react';
import { Track, type Participant } from 'livekit-client';
import { Avatar } from '../ui/avatar.tsx';
import { CopyLink } from '../ui/copy-link.tsx';
import { CameraIcon, CameraOffIcon, CloseIcon, MicIcon, MicOffIcon } from '../ui/icons.tsx';
import { QualityMark } from './quality-mark.tsx';
import { nameOf } from './tile.tsx';

/** The list of everyone in the call. */
export function People({ joinUrl, onClose }: { joinUrl: string; onClose: () => void }) {
  const people = useParticipants();
  return (
    <aside className="panel people" aria-label="People" id="people">
      <header className="panel-head">
        <h2>People <span className="muted">{people.length}</span></h2>
        <button type="button" className="button icon-only quiet" aria-label="Close people" onClick={onClose}><CloseIcon /></button>
      </header>
      <ul className="people-list">
        {people.map((person) => <Person key={person.identity} person={person} />)}
      </ul>
      <div className="panel-foot"><CopyLink url={joinUrl} /></div>
    </aside>
  );
}

function Person({ person }: { person: Participant }) {
  const muted = useIsMuted({ participant: person, source: Track.Source.Microphone });
  const cameraOff = useIsMuted({ participant: person, source: Track.Source.Camera });
  return (
    <li className="people-row" data-testid="person" data-identity={person.identity}>
      <Avatar name={person.name || 'Guest'} />
      <span className="people-name">
        {nameOf(person)}
        {person.identity.startsWith('guest_') && <span className="muted small"> Guest</span>}
      </span>
      <QualityMark participant={person} />
      <span className={muted ? 'mark off' : 'mark'} role="img" aria-label={muted ? 'Microphone is off' : 'Microphone is on'}>{muted ? <MicOffIcon /> : <MicIcon />}</span>
      <span className={cameraOff ? 'mark off' : 'mark'} role="img" aria-label={cameraOff ? 'Camera is off' : 'Camera is on'}>{cameraOff ? <CameraOffIcon /> : <CameraIcon />}</span>
    </li>
  );
}
