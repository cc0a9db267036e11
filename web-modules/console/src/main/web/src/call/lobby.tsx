import { useMediaDevices } from '@livekit/components-react';
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { inTab, onDevice } from '../kept.ts';
import { Field } from '../ui/field.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { Brand } from '../ui/brand.tsx';
import { CameraIcon, CameraOffIcon, MicIcon, MicOffIcon } from '../ui/icons.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Status } from '../ui/status.tsx';
import { ThemeSwitch } from '../ui/theme-switch.tsx';
import { keepChoices, keepGuestName } from './choices.ts';
import { DevicePicker } from './device-picker.tsx';
import { useCamera, useMicrophone } from './devices.ts';
import type { Door } from './door.ts';
import { LevelMeter } from './level-meter.tsx';

/** Before the call: see yourself, choose devices and a name. Nobody sees or hears anything yet. */
export function Lobby({ door }: { door: Door }) {
  usePageTitle(door.callName);
  const navigate = useNavigate();
  const [name, setName] = useState(door.suggestedName);
  const [micOn, setMicOn] = useState(true);
  const [cameraOn, setCameraOn] = useState(true);
  const [microphoneId, setMicrophoneId] = useState<string>();
  const [cameraId, setCameraId] = useState<string>();
  const microphone = useMicrophone(micOn, microphoneId);
  const camera = useCamera(cameraOn, cameraId);
  const cameras = useMediaDevices({ kind: 'videoinput' });
  const microphones = useMediaDevices({ kind: 'audioinput' });

  const join = (event: FormEvent) => {
    event.preventDefault();
    const chosen = name.trim();
    keepChoices(
      door.key,
      // A device that would not open here would not open in the call either.
      { name: chosen, microphone: micOn && !microphone.problem, camera: cameraOn && !camera.problem, microphoneId, cameraId },
      inTab,
    );
    if (door.kind === 'guest') keepGuestName(chosen, onDevice);
    void navigate(door.roomPath);
  };

  return (
    <LobbyFrame>
      <section className="preview" aria-label="Camera preview">
        {camera.track ? <PreviewVideo track={camera.track} /> : (
          <div className="preview-off">
            <Avatar name={name || '?'} large />
            <p className="muted">{camera.problem ? 'No camera' : cameraOn ? 'Starting the camera…' : 'Camera is off'}</p>
          </div>
        )}
        <div className="preview-bar">
          <button type="button" className={`round ${micOn ? '' : 'off'}`} aria-label={micOn ? 'Turn microphone off' : 'Turn microphone on'} onClick={() => setMicOn(!micOn)}>
            {micOn ? <MicIcon /> : <MicOffIcon />}
          </button>
          <button type="button" className={`round ${cameraOn ? '' : 'off'}`} aria-label={cameraOn ? 'Turn camera off' : 'Turn camera on'} onClick={() => setCameraOn(!cameraOn)}>
            {cameraOn ? <CameraIcon /> : <CameraOffIcon />}
          </button>
        </div>
      </section>
      <section className="lobby-side">
        <div>
          <p className="muted lobby-kicker">Ready to join?</p>
          <h1>{door.callName}</h1>
          <p className="call-row-facts muted">
            <Status status={door.status} />
            <span>{door.kind === 'guest' ? 'You join as a guest: this link lets you take part in this one call.' : 'Nobody sees or hears you yet.'}</span>
          </p>
        </div>
        <form className="form" onSubmit={join}>
          <Field label="Your name" name="name" value={name} onChange={(event) => setName(event.target.value)} required maxLength={100} pattern=".*\S.*" autoComplete="name" />
          <DevicePicker label="Camera" devices={cameras} chosen={cameraId} problem={camera.problem} onChoose={setCameraId} />
          <DevicePicker label="Microphone" devices={microphones} chosen={microphoneId} problem={microphone.problem} onChoose={setMicrophoneId} />
          <LevelMeter track={microphone.track} />
          <button type="submit" className="button primary wide large">Join call</button>
          {door.historyPath && <Link className="quiet-link" to={door.historyPath}>Back to the call</Link>}
        </form>
      </section>
    </LobbyFrame>
  );
}

/** The frame of the lobby, also while it loads: the mark above, two columns below. */
export function LobbyFrame({ busy = false, children }: { busy?: boolean; children: ReactNode }) {
  return (
    <div className="lobby-page">
      <header className="lobby-head">
        <Brand />
        <ThemeSwitch className="button quiet icon-only" />
      </header>
      <main className="lobby" aria-busy={busy}>{children}</main>
    </div>
  );
}

function PreviewVideo({ track }: { track: { attach(element: HTMLMediaElement): unknown; detach(element: HTMLMediaElement): unknown } }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    track.attach(element);
    return () => void track.detach(element);
  }, [track]);
  return <video ref={video} className="mirrored" data-testid="preview-video" autoPlay playsInline muted />;
}
