import { expect, it } from 'vitest';
import { qrShapeOf } from './qr-code.tsx';

it('a QR code is read from the picture of the server', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="148" height="148" viewBox="0 0 37 37" shape-rendering="crispEdges"><rect width="37" height="37" fill="white"/><path fill="black" d="M4 4h7v1h-7zM12 4h1v1h-1z"/></svg>';
  expect(qrShapeOf(svg)).toEqual({ viewBox: '0 0 37 37', bars: 'M4 4h7v1h-7zM12 4h1v1h-1z' });
});

it('what is no picture of bars is not shown', () => {
  expect(qrShapeOf('<svg viewBox="0 0 37 37"><script>alert(1)</script></svg>')).toBeUndefined();
  expect(qrShapeOf('<svg viewBox="0 0 37 37"><path fill="black" d="url(https://evil.example)"/></svg>')).toBeUndefined();
});
