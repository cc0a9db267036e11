import { useQuery } from '@tanstack/react-query';
import { ApiError } from '../../api/problem.ts';
import { accountApi } from '../../session/session.tsx';

/** Twice what the server keeps. */
const SIDE = 512;

/** What one looks like to one's contacts. */
export function usePicture() {
  return useQuery({ queryKey: ['picture'], queryFn: ({ signal }) => accountApi.picture(signal), staleTime: Infinity });
}

/** The middle of a picture, small and upright: a photograph may be larger than the server takes, and lie on its side. */
export async function madeSmall(file: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => {
    throw new ApiError('This file is no picture that the browser can read. Choose another one.', 400, 'validation_failed', undefined, {});
  });
  const side = Math.min(bitmap.width, bitmap.height);
  const canvas = document.createElement('canvas');
  canvas.width = SIDE;
  canvas.height = SIDE;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('This browser cannot draw.');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, SIDE, SIDE);
  pen.drawImage(bitmap, (bitmap.width - side) / 2, (bitmap.height - side) / 2, side, side, 0, 0, SIDE, SIDE);
  bitmap.close();
  return new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('This browser cannot draw.'))), 'image/jpeg', 0.9));
}
