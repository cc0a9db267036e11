import { createAudioAnalyser, type LocalAudioTrack } from 'livekit-client';
import { useEffect, useRef } from 'react';

/** Renewed this often: enough to follow speech, cheap on a phone. */
const SAMPLE_MS = 80;

/** Speech gives about 0.3 of the full scale; it should fill most of the meter. */
const GAIN = 2.2;

/** Shows how loud the microphone hears. */
export function LevelMeter({ track }: { track: LocalAudioTrack | undefined }) {
  const meter = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!track) return;
    const { calculateVolume, cleanup } = createAudioAnalyser(track, { cloneTrack: false, smoothingTimeConstant: 0.6 });
    const element = meter.current;
    const timer = window.setInterval(() => {
      const level = Math.min(1, calculateVolume() * GAIN);
      element?.style.setProperty('--level', String(level));
      element?.setAttribute('aria-valuenow', String(Math.round(level * 100)));
    }, SAMPLE_MS);
    return () => {
      window.clearInterval(timer);
      element?.style.setProperty('--level', '0');
      element?.setAttribute('aria-valuenow', '0');
      void cleanup();
    };
  }, [track]);
  return (
    <div ref={meter} className="meter" role="meter" aria-label="Microphone level" aria-valuemin={0} aria-valuemax={100} aria-valuenow={0}>
      <span className="meter-fill" />
    </div>
  );
}
