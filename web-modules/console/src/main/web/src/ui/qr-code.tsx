import { useMemo } from 'react';

/** What the server's picture of a QR code has of shapes: the whole, and the dark bars in it. */
export interface QrShape {
  viewBox: string;
  bars: string;
}

/**
 * Reads the shapes out of the server's SVG. Only numbers and the letters of a path come through, so that nothing in it can be
 * anything but a picture; as an image it would need `data:` in the policy of the page.
 */
export function qrShapeOf(svg: string): QrShape | undefined {
  const viewBox = /<svg[^>]* viewBox="([\d .]+)"/.exec(svg)?.[1];
  const bars = /<path[^>]* d="([MmHhVvLlZz\d .,-]+)"/.exec(svg)?.[1];
  return viewBox && bars ? { viewBox, bars } : undefined;
}

/** A QR code, black on white in both themes: readers want it so. */
export function QrCode({ svg, label }: { svg: string; label: string }) {
  const shape = useMemo(() => qrShapeOf(svg), [svg]);
  if (!shape) return null;
  return (
    <svg className="qr-code" role="img" aria-label={label} viewBox={shape.viewBox} shapeRendering="crispEdges">
      <rect width="100%" height="100%" fill="#fff" />
      <path d={shape.bars} fill="#000" />
    </svg>
  );
}
