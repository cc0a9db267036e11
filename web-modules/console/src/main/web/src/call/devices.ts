import { createLocalAudioTrack, createLocalVideoTrack, type LocalAudioTrack, type LocalVideoTrack } from 'livekit-client';
import { useEffect, useState } from 'react';

/** A preview of one device: its track, or why there is none. */
export interface Preview<T> {
  track: T | undefined;
  problem: string | undefined;
}

/** Opens the microphone while `on`; the preview's track is stopped when it is no longer shown. */
export function useMicrophone(on: boolean, deviceId: string | undefined): Preview<LocalAudioTrack> {
  return usePreview(on, deviceId, openMicrophone);
}

/** Opens the camera while `on`. */
export function useCamera(on: boolean, deviceId: string | undefined): Preview<LocalVideoTrack> {
  return usePreview(on, deviceId, openCamera);
}

const openMicrophone = (deviceId: string | undefined) => createLocalAudioTrack(deviceId ? { deviceId } : undefined);
const openCamera = (deviceId: string | undefined) => createLocalVideoTrack(deviceId ? { deviceId } : undefined);

function usePreview<T extends LocalAudioTrack | LocalVideoTrack>(
  on: boolean,
  deviceId: string | undefined,
  open: (deviceId: string | undefined) => Promise<T>,
): Preview<T> {
  const [preview, setPreview] = useState<Preview<T>>({ track: undefined, problem: undefined });
  useEffect(() => {
    if (!on) return;
    let current = true;
    const opening = open(deviceId);
    opening.then(
      (track) => (current ? setPreview({ track, problem: undefined }) : track.stop()),
      (failure: unknown) => current && setPreview({ track: undefined, problem: deviceProblem(failure) }),
    );
    return () => {
      current = false;
      setPreview({ track: undefined, problem: undefined });
      opening.then((track) => track.stop()).catch(() => undefined);
    };
  }, [on, deviceId, open]);
  return preview;
}

/** Why a device could not be opened, in words. */
export function deviceProblem(failure: unknown): string {
  const name = failure instanceof Error ? failure.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'The browser does not allow it. Allow it in the address bar, then turn it on again.';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'No such device was found.';
    case 'NotReadableError':
    case 'AbortError':
      return 'Another program is using it.';
    default:
      return navigator.mediaDevices ? 'It could not be opened.' : 'This page has no access to devices: open it over https or on localhost.';
  }
}
