import { isTrackReference, useIsMuted, useIsSpeaking, VideoTrack, type TrackReference, type TrackReferenceOrPlaceholder } from '@livekit/components-react';
import { Track, type Participant } from 'livekit-client';
import { Avatar } from '../ui/avatar.tsx';
import { MicOffIcon, PinIcon, ScreenIcon } from '../ui/icons.tsx';
import { QualityMark } from './quality-mark.tsx';

/** The name people see; one's own tile says so. */
export function nameOf(participant: Participant): string {
  return (participant.name || 'Guest') + (participant.isLocal ? ' (you)' : '');
}

/** Whether a picture is pinned, and how that is changed; undefined where there is nothing to choose from. */
export interface Pin {
  pinned: boolean;
  flip: () => void;
}

function PinButton({ pin, what }: { pin: Pin | undefined; what: string }) {
  if (!pin) return null;
  const label = pin.pinned ? `Unpin ${what}` : `Pin ${what}`;
  return (
    <button type="button" className={`tile-pin${pin.pinned ? ' lit' : ''}`} aria-label={label} title={label} aria-pressed={pin.pinned} onClick={pin.flip}>
      <PinIcon />
    </button>
  );
}

/** One person: their picture or initials, name, marks for mute and connection, and a ring while they speak. */
export function Tile({ track, column, pin, large = false }: { track: TrackReferenceOrPlaceholder; column?: number | undefined; pin?: Pin | undefined; large?: boolean }) {
  const { participant } = track;
  const speaking = useIsSpeaking(participant);
  const muted = useIsMuted({ participant, source: Track.Source.Microphone });
  const cameraOff = useIsMuted({ participant, source: Track.Source.Camera });
  const name = nameOf(participant);
  const Element = large ? 'div' : 'li';
  return (
    <Element
      className={`tile${large ? ' focus' : ''}${speaking && !muted ? ' speaking' : ''}`}
      style={column === undefined ? undefined : { gridColumnStart: column }}
      data-testid="tile"
      data-identity={participant.identity}
      data-muted={muted}
      data-speaking={speaking && !muted}
      data-camera={!cameraOff}
      data-large={large}
    >
      {isTrackReference(track) && !cameraOff ? (
        <VideoTrack trackRef={track} className={participant.isLocal ? 'mirrored' : ''} />
      ) : (
        <span className="tile-off"><Avatar name={participant.name || 'Guest'} large /></span>
      )}
      <span className="tile-name">
        {muted && <span className="tile-muted" role="img" aria-label="Microphone is off"><MicOffIcon /></span>}
        <span className="tile-name-text">{name}</span>
        <QualityMark participant={participant} />
      </span>
      <PinButton pin={pin} what={name} />
    </Element>
  );
}

/** A shared screen, shown whole. */
export function ScreenTile({ track, pin }: { track: TrackReference; pin?: Pin | undefined }) {
  const { participant } = track;
  const name = participant.isLocal ? 'Your screen' : `${participant.name || 'Guest'}’s screen`;
  return (
    <figure className="tile screen" data-testid="screen-tile" data-identity={participant.identity}>
      {participant.isLocal ? (
        <span className="tile-off sharing"><ScreenIcon />You are sharing your screen</span>
      ) : (
        <VideoTrack trackRef={track} />
      )}
      <figcaption className="tile-name"><span className="tile-name-text">{name}</span></figcaption>
      <PinButton pin={pin} what={name} />
    </figure>
  );
}
