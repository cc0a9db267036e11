import { useLocalParticipant } from '@livekit/components-react';
import { useCallback, useMemo, useState } from 'react';
import { deviceProblem } from './devices.ts';

export interface Toggle {
  on: boolean;
  /** While the device opens or closes. */
  busy: boolean;
  flip: () => void;
}

export interface Toggles {
  microphone: Toggle;
  camera: Toggle;
  screen: Toggle;
  /** What went wrong with the last flip. */
  problem: string | undefined;
  forgetProblem: () => void;
}

type Label = 'Microphone' | 'Camera' | 'Screen';

/** Microphone, camera and screen of this person: what is on, and how to change it. */
export function useToggles(): Toggles {
  const { localParticipant: me, isMicrophoneEnabled, isCameraEnabled, isScreenShareEnabled } = useLocalParticipant();
  // Each by itself: an open screen picker or camera prompt must not keep anyone from muting.
  const [busy, setBusy] = useState<ReadonlySet<Label>>(new Set());
  const [problem, setProblem] = useState<string>();
  const run = useCallback(async (label: Label, change: () => Promise<unknown>) => {
    setBusy((before) => new Set(before).add(label));
    setProblem(undefined);
    try {
      await change();
    } catch (failure) {
      // Closing the browser's own screen picker is a choice, not a problem.
      const refused = failure instanceof Error && failure.name === 'NotAllowedError';
      if (!(label === 'Screen' && refused)) setProblem(`${label}: ${deviceProblem(failure)}`);
    } finally {
      setBusy((before) => new Set([...before].filter((other) => other !== label)));
    }
  }, []);
  return useMemo(() => {
    const toggle = (label: Label, on: boolean, change: (on: boolean) => Promise<unknown>): Toggle => ({
      on,
      busy: busy.has(label),
      flip: () => void (busy.has(label) ? undefined : run(label, () => change(!on))),
    });
    return {
      microphone: toggle('Microphone', isMicrophoneEnabled, (on) => me.setMicrophoneEnabled(on)),
      camera: toggle('Camera', isCameraEnabled, (on) => me.setCameraEnabled(on)),
      screen: toggle('Screen', isScreenShareEnabled, (on) => me.setScreenShareEnabled(on, { audio: true })),
      problem,
      forgetProblem: () => setProblem(undefined),
    };
  }, [busy, run, problem, me, isMicrophoneEnabled, isCameraEnabled, isScreenShareEnabled]);
}
