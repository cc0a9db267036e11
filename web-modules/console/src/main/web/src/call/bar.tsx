import type { ReactNode, RefObject } from 'react';
import { CopyLink } from '../ui/copy-link.tsx';
import { CameraIcon, CameraOffIcon, LeaveIcon, MicIcon, MicOffIcon, PeopleIcon, ScreenIcon } from '../ui/icons.tsx';
import { useLetters } from './shortcuts.ts';
import type { Toggle, Toggles } from './toggles.ts';

interface BarProps {
  toggles: Toggles;
  joinUrl: string;
  peopleOpen: boolean;
  peopleButton: RefObject<HTMLButtonElement | null>;
  peopleCount: number;
  onPeople: () => void;
  onLeave: () => void;
}

/** Phones cannot share their screen. */
const CAN_SHARE = typeof navigator.mediaDevices?.getDisplayMedia === 'function';

/** The controls of the call. */
export function Bar({ toggles, joinUrl, peopleOpen, peopleButton, peopleCount, onPeople, onLeave }: BarProps) {
  return (
    <div className="bar" role="group" aria-label="Call controls">
      <BarToggle toggle={toggles.microphone} name={['Unmute microphone', 'Mute microphone']} shortcut="M" icons={[<MicOffIcon key="off" />, <MicIcon key="on" />]} offIsLoud />
      <BarToggle toggle={toggles.camera} name={['Turn camera on', 'Turn camera off']} shortcut="V" icons={[<CameraOffIcon key="off" />, <CameraIcon key="on" />]} offIsLoud />
      {CAN_SHARE && <BarToggle toggle={toggles.screen} name={['Share screen', 'Stop sharing']} shortcut="S" icons={[<ScreenIcon key="off" />, <ScreenIcon key="on" />]} />}
      <button ref={peopleButton} type="button" className={`round${peopleOpen ? ' lit' : ''}`} aria-label="People" aria-expanded={peopleOpen} aria-controls="people" title="People" onClick={onPeople}>
        <PeopleIcon />
        <span className="badge" aria-hidden="true">{peopleCount}</span>
      </button>
      <CopyLink url={joinUrl} className="round copy" />
      <button type="button" className="round leave" aria-label="Leave call" title="Leave call" onClick={onLeave}><LeaveIcon /></button>
    </div>
  );
}

interface BarToggleProps {
  toggle: Toggle;
  /** What a press does when off, and when on. */
  name: [string, string];
  shortcut: string;
  icons: [ReactNode, ReactNode];
  /** Off is what the person must notice (a muted microphone); else on is (a shared screen). */
  offIsLoud?: boolean;
}

function BarToggle({ toggle, name, shortcut, icons, offIsLoud = false }: BarToggleProps) {
  const state = offIsLoud ? (toggle.on ? '' : ' off') : toggle.on ? ' lit' : '';
  const label = name[toggle.on ? 1 : 0];
  const [letters] = useLetters();
  return (
    <button type="button" className={`round${state}`} aria-label={label} aria-keyshortcuts={letters ? shortcut : undefined} title={letters ? `${label} (${shortcut})` : label} aria-busy={toggle.busy} onClick={toggle.flip}>
      {icons[toggle.on ? 1 : 0]}
    </button>
  );
}
