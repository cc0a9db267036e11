import { isTrackReference, useLocalParticipant, useRoomContext, useTracks, useVisualStableUpdate, type TrackReferenceOrPlaceholder } from '@livekit/components-react';
import { RoomEvent, Track, type Participant } from 'livekit-client';
import { useEffect, useRef, useState, type CSSProperties } from 'react';
import { bestGrid } from './grid.ts';
import { focusOf, isSame, type Layout, type Picture } from './layout.ts';
import { ScreenTile, Tile, type Pin } from './tile.tsx';

/** More tiles than this are too small to see; the rest stands in the people list. */
const MOST_TILES = 25;

/** Everyone's picture: a grid, or one picture large with the others beside it. */
export function Stage({ layout }: { layout: Layout }) {
  const cameras = useTracks([{ source: Track.Source.Camera, withPlaceholder: true }], {
    updateOnlyOn: [RoomEvent.ActiveSpeakersChanged],
    onlySubscribed: false,
  });
  const screens = useTracks([Track.Source.ScreenShare], { onlySubscribed: false });
  const people = useVisualStableUpdate(cameras, MOST_TILES).slice(0, MOST_TILES);
  const { localParticipant: me } = useLocalParticipant();
  const lastSpeaker = useLastSpeaker();
  const [pinned, setPinned] = useState<Picture>();
  const all = [...people, ...screens];
  const focus = focusOf(layout, all.map(pictureOf), pinned, lastSpeaker, me.identity);
  const large = focus && all.find((track) => isSame(pictureOf(track), focus));
  const pinOf = (track: TrackReferenceOrPlaceholder): Pin | undefined => {
    if (all.length < 2) return undefined;
    const picture = pictureOf(track);
    const is = isSame(picture, pinned);
    return { pinned: is, flip: () => setPinned(is ? undefined : picture) };
  };
  if (!large) return <GridOfTiles tracks={people} pinOf={pinOf} />;
  return (
    <div className="stage with-focus" data-testid="focus">
      {isScreen(large) && isTrackReference(large) ? <ScreenTile track={large} pin={pinOf(large)} /> : <Tile track={large} pin={pinOf(large)} large />}
      <Tiles tracks={all.filter((track) => track !== large)} className="strip" pinOf={pinOf} />
    </div>
  );
}

function isScreen(track: TrackReferenceOrPlaceholder): boolean {
  return track.source === Track.Source.ScreenShare;
}

function pictureOf(track: TrackReferenceOrPlaceholder): Picture {
  return { identity: track.participant.identity, screen: isScreen(track) };
}

/** The other person who spoke last; whoever spoke before stays until somebody else does. */
function useLastSpeaker(): string | undefined {
  const room = useRoomContext();
  const [speaker, setSpeaker] = useState<string>();
  useEffect(() => {
    const changed = (speakers: Participant[]) => {
      const other = speakers.find((participant) => !participant.isLocal);
      if (other) setSpeaker(other.identity);
    };
    room.on(RoomEvent.ActiveSpeakersChanged, changed);
    return () => void room.off(RoomEvent.ActiveSpeakersChanged, changed);
  }, [room]);
  return speaker;
}

type PinOf = (track: TrackReferenceOrPlaceholder) => Pin | undefined;

function GridOfTiles({ tracks, pinOf }: { tracks: TrackReferenceOrPlaceholder[]; pinOf: PinOf }) {
  const stage = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 16, height: 9 });
  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const { columns, rows } = bestGrid(tracks.length, size.width, size.height);
  // Half columns, so that a last row with fewer tiles stands in the middle.
  const style = { '--half-columns': columns * 2, '--rows': rows } as CSSProperties;
  const inLastRow = tracks.length % columns;
  return (
    <div ref={stage} className="stage" style={style}>
      <Tiles tracks={tracks} className="grid" pinOf={pinOf} {...(inLastRow > 0 && { shift: { at: tracks.length - inLastRow, to: columns - inLastRow + 1 } })} />
    </div>
  );
}

interface TilesProps {
  tracks: TrackReferenceOrPlaceholder[];
  className: string;
  pinOf: PinOf;
  /** The tile that starts the last row, and the half column it starts in. */
  shift?: { at: number; to: number };
}

function Tiles({ tracks, className, pinOf, shift }: TilesProps) {
  return (
    <ul className={className} aria-label="People in the call">
      {tracks.map((track, index) =>
        isScreen(track) && isTrackReference(track) ? (
          <li key={`${track.participant.identity} screen`} className="screen-item"><ScreenTile track={track} pin={pinOf(track)} /></li>
        ) : (
          <Tile key={track.participant.identity} track={track} column={shift?.at === index ? shift.to : undefined} pin={pinOf(track)} />
        ),
      )}
    </ul>
  );
}
