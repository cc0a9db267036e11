import { useId } from 'react';

interface PickerProps {
  label: string;
  /** What is plugged in; without names until one of the kind was opened. */
  devices: MediaDeviceInfo[];
  chosen: string | undefined;
  problem: string | undefined;
  onChoose: (deviceId: string) => void;
}

/** A list of devices of one kind. */
export function DevicePicker({ label, devices, chosen, problem, onChoose }: PickerProps) {
  const id = useId();
  const known = devices.filter((device) => device.deviceId !== '');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={chosen ?? known[0]?.deviceId ?? ''} disabled={known.length === 0} onChange={(event) => onChoose(event.target.value)}>
        {known.length === 0 && <option value="">{problem ? 'Not available' : 'No device yet'}</option>}
        {known.map((device, index) => (
          <option key={device.deviceId} value={device.deviceId}>{device.label || `${label} ${index + 1}`}</option>
        ))}
      </select>
      {problem && <p className="field-error small" role="status">{label}: {problem}</p>}
    </div>
  );
}
