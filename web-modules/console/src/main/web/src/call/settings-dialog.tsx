import { useMediaDeviceSelect } from '@livekit/components-react';
import type { Room } from 'livekit-client';
import { useState } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { DevicePicker } from './device-picker.tsx';
import { deviceProblem } from './devices.ts';
import { useLetters } from './shortcuts.ts';

/** Not every browser lets a page choose where its sound comes out. */
const CAN_CHOOSE_SPEAKER = 'setSinkId' in HTMLMediaElement.prototype;

/** Changes microphone, camera, speaker and shortcuts during the call. */
export function SettingsDialog({ room, onClose }: { room: Room; onClose: () => void }) {
  const [letters, setLetters] = useLetters();
  return (
    <Dialog title="Settings" onClose={onClose}>
      <div className="form">
        <RoomDevice room={room} kind="audioinput" label="Microphone" />
        <RoomDevice room={room} kind="videoinput" label="Camera" />
        {CAN_CHOOSE_SPEAKER && <RoomDevice room={room} kind="audiooutput" label="Speaker" />}
        <label className="check">
          <input type="checkbox" checked={letters} onChange={(event) => setLetters(event.target.checked)} />
          <span>Single-key shortcuts<span className="muted small">M microphone, V camera, S screen</span></span>
        </label>
        <div className="form-actions">
          <button type="button" className="button primary" onClick={onClose}>Done</button>
        </div>
      </div>
    </Dialog>
  );
}

function RoomDevice({ room, kind, label }: { room: Room; kind: MediaDeviceKind; label: string }) {
  const [problem, setProblem] = useState<string>();
  const { devices, activeDeviceId, setActiveMediaDevice } = useMediaDeviceSelect({ kind, room });
  const choose = (deviceId: string) => {
    setProblem(undefined);
    setActiveMediaDevice(deviceId).catch((failure: unknown) => setProblem(deviceProblem(failure)));
  };
  const active = devices.some((device) => device.deviceId === activeDeviceId) ? activeDeviceId : undefined;
  return <DevicePicker label={label} devices={devices} chosen={active} problem={problem} onChoose={choose} />;
}
