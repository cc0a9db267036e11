import type { ReactNode, RefObject } from 'react';
import { CopyLink } from '../ui/copy-link.tsx';
import { CameraIcon, CameraOffIcon, ChatIcon, GridIcon, LeaveIcon, MicIcon, MicOffIcon, PeopleIcon, ScreenIcon, SpeakerIcon } from '../ui/icons.tsx';
import type { Layout } from './layout.ts';
import { useLetters } from './shortcuts.ts';
import type { Toggle, Toggles } from './toggles.ts';

interface BarProps {
  toggles: Toggles;
  /** Whether this person's role lets them share their screen. */
  mayShare: boolean;
  joinUrl: string;
  /** The panel that is open beside the pictures. */
  panel: PanelName | undefined;
  peopleButton: RefObject<HTMLButtonElement | null>;
  peopleCount: number;
  chatButton: RefObject<HTMLButtonElement | null>;
  /** Messages that came while the chat was closed. */
  unread: number;
  onPanel: (panel: PanelName) => void;
  layout: Layout;
  onLayout: (layout: Layout) => void;
  onLeave: () => void;
}

export type PanelName = 'chat' | 'people';

/** Phones cannot share their screen, and guests may not until somebody lets them. */
const CAN_SHARE = typeof navigator.mediaDevices?.getDisplayMedia === 'function';

/** The controls of the call. */
export function Bar({ toggles, mayShare, joinUrl, panel, peopleButton, peopleCount, chatButton, unread, onPanel, layout, onLayout, onLeave }: BarProps) {
  const [letters] = useLetters();
  return (
    <div className="bar" role="group" aria-label="Call controls">
      <BarToggle toggle={toggles.microphone} name={['Unmute microphone', 'Mute microphone']} shortcut="M" icons={[<MicOffIcon key="off" />, <MicIcon key="on" />]} offIsLoud />
      <BarToggle toggle={toggles.camera} name={['Turn camera on', 'Turn camera off']} shortcut="V" icons={[<CameraOffIcon key="off" />, <CameraIcon key="on" />]} offIsLoud />
      {CAN_SHARE && mayShare && <BarToggle toggle={toggles.screen} name={['Share screen', 'Stop sharing']} shortcut="S" icons={[<ScreenIcon key="off" />, <ScreenIcon key="on" />]} />}
      <button ref={chatButton} type="button" className={`round${panel === 'chat' ? ' lit' : ''}`} aria-label={unread > 0 ? `Chat, ${unread} new` : 'Chat'} aria-expanded={panel === 'chat'} aria-controls="chat" aria-keyshortcuts={letters ? 'C' : undefined} title={letters ? 'Chat (C)' : 'Chat'} onClick={() => onPanel('chat')}>
        <ChatIcon />
        {unread > 0 && <span className="badge" aria-hidden="true">{unread > 99 ? '99+' : unread}</span>}
      </button>
      <button ref={peopleButton} type="button" className={`round${panel === 'people' ? ' lit' : ''}`} aria-label="People" aria-expanded={panel === 'people'} aria-controls="people" title="People" onClick={() => onPanel('people')}>
        <PeopleIcon />
        <span className="badge" aria-hidden="true">{peopleCount}</span>
      </button>
      <LayoutButton layout={layout} onLayout={onLayout} />
      <CopyLink url={joinUrl} className="round copy" />
      <button type="button" className="round leave" aria-label="Leave call" title="Leave call" onClick={onLeave}><LeaveIcon /></button>
    </div>
  );
}

function LayoutButton({ layout, onLayout }: { layout: Layout; onLayout: (layout: Layout) => void }) {
  const grid = layout === 'grid';
  const label = grid ? 'Show the speaker large' : 'Show everyone in a grid';
  return (
    <button type="button" className="round" aria-label={label} title={label} data-testid="layout" data-layout={layout} onClick={() => onLayout(grid ? 'speaker' : 'grid')}>
      {grid ? <SpeakerIcon /> : <GridIcon />}
    </button>
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
