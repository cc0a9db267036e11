import { isTrackReference, useIsMuted, useIsSpeaking, VideoTrack, type TrackReference, type TrackReferenceOrPlaceholder } from '@livekit/components-react';
import { Track, type Participant } from 'livekit-client';
import { Avatar } from '../ui/avatar.tsx';
import { MicOffIcon, ScreenIcon } from '../ui/icons.tsx';

/** The name people see; one's own tile says so. */
export function nameOf(participant: Participant): string {
  return (participant.name || 'Guest') + (participant.isLocal ? ' (you)' : '');
}

/** One person: their picture or initials, name, mute mark, and a ring while they speak. */
export function Tile({ track, column }: { track: TrackReferenceOrPlaceholder; column: number | undefined }) {
  const { participant } = track;
  const speaking = useIsSpeaking(participant);
  const muted = useIsMuted({ participant, source: Track.Source.Microphone });
  const cameraOff = useIsMuted({ participant, source: Track.Source.Camera });
  const name = nameOf(participant);
  return (
    <li
      className={`tile${speaking && !muted ? ' speaking' : ''}`}
      style={column === undefined ? undefined : { gridColumnStart: column }}
      data-testid="tile"
      data-identity={participant.identity}
      data-muted={muted}
      data-speaking={speaking && !muted}
      data-camera={!cameraOff}
    >
      {isTrackReference(track) && !cameraOff ? (
        <VideoTrack trackRef={track} className={participant.isLocal ? 'mirrored' : ''} />
      ) : (
        <span className="tile-off"><Avatar name={participant.name || 'Guest'} large /></span>
      )}
      <span className="tile-name">
        {muted && <span className="tile-muted" role="img" aria-label="Microphone is off"><MicOffIcon /></span>}
        <span className="tile-name-text">{name}</span>
      </span>
    </li>
  );
}

/** A shared screen, shown whole. */
export function ScreenTile({ track }: { track: TrackReference }) {
  const { participant } = track;
  return (
    <figure className="tile screen" data-testid="screen-tile" data-identity={participant.identity}>
      {participant.isLocal ? (
        <span className="tile-off sharing"><ScreenIcon />You are sharing your screen</span>
      ) : (
        <VideoTrack trackRef={track} />
      )}
      <figcaption className="tile-name"><span className="tile-name-text">{participant.isLocal ? 'Your screen' : `${participant.name || 'Guest'}’s screen`}</span></figcaption>
    </figure>
  );
}
