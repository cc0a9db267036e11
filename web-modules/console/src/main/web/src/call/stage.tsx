import { useTracks, useVisualStableUpdate, type TrackReferenceOrPlaceholder } from '@livekit/components-react';
import { RoomEvent, Track } from 'livekit-client';
import { useEffect, useRef, useState, type CSSProperties } from 'react';
import { bestGrid } from './grid.ts';
import { ScreenTile, Tile } from './tile.tsx';

/** More tiles than this are too small to see; the rest stands in the people list. */
const MOST_TILES = 25;

/** Everyone's picture: a grid, or a shared screen with the people beside it. */
export function Stage() {
  const cameras = useTracks([{ source: Track.Source.Camera, withPlaceholder: true }], {
    updateOnlyOn: [RoomEvent.ActiveSpeakersChanged],
    onlySubscribed: false,
  });
  const screens = useTracks([Track.Source.ScreenShare], { onlySubscribed: false });
  const shown = useVisualStableUpdate(cameras, MOST_TILES).slice(0, MOST_TILES);
  const screen = screens.at(-1);
  return screen ? (
    <div className="stage with-screen">
      <ScreenTile track={screen} />
      <Tiles tracks={shown} className="strip" />
    </div>
  ) : (
    <GridOfTiles tracks={shown} />
  );
}

function GridOfTiles({ tracks }: { tracks: TrackReferenceOrPlaceholder[] }) {
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
      <Tiles tracks={tracks} className="grid" {...(inLastRow > 0 && { shift: { at: tracks.length - inLastRow, to: columns - inLastRow + 1 } })} />
    </div>
  );
}

interface TilesProps {
  tracks: TrackReferenceOrPlaceholder[];
  className: string;
  /** The tile that starts the last row, and the half column it starts in. */
  shift?: { at: number; to: number };
}

function Tiles({ tracks, className, shift }: TilesProps) {
  return (
    <ul className={className} aria-label="People in the call">
      {tracks.map((track, index) => (
        <Tile key={track.participant.identity} track={track} column={shift?.at === index ? shift.to : undefined} />
      ))}
    </ul>
  );
}
