import { useParticipants, useStartAudio, type ReceivedChatMessage } from '@livekit/components-react';
import type { Room } from 'livekit-client';
import { useEffect, useRef, useState } from 'react';
import { clock } from '../format/time.ts';
import { CopyLink } from '../ui/copy-link.tsx';
import { CloseIcon, SettingsIcon } from '../ui/icons.tsx';
import { useNow } from '../ui/time.tsx';
import { Bar, type PanelName } from './bar.tsx';
import { Chat } from './chat.tsx';
import { useConversation } from './conversation.ts';
import type { Door } from './door.ts';
import { useLayout } from './layout.ts';
import { People } from './people.tsx';
import { moderates, useMayShare, useRole, useWaiting } from './moderating.ts';
import { useNotice, useOutage, type Outage } from './room-events.ts';
import { SettingsDialog } from './settings-dialog.tsx';
import { isTyping, shortcutOf, useLetters } from './shortcuts.ts';
import { Stage } from './stage.tsx';
import { useToggles } from './toggles.ts';

/** The call as it runs. */
export function CallView({ room, door, deviceNote }: { room: Room; door: Door; deviceNote: string | undefined }) {
  const [since] = useState(() => Date.now());
  const [panel, setPanel] = useState<PanelName>();
  const [layout, setLayout] = useLayout();
  const [settingsOpen, setSettingsOpen] = useState(false);
  const toggles = useToggles();
  const people = useParticipants();
  const mayShare = useMayShare();
  const moderation = moderates(useRole(room.localParticipant)) ? door.moderation : undefined;
  const waiting = useWaiting(moderation);
  const notice = useNotice(room);
  const outage = useOutage(room);
  const { mergedProps: startAudio, canPlayAudio } = useStartAudio({ room, props: {} });
  const { messages, send } = useConversation(room);
  const unread = useUnread(messages, panel === 'chat');
  const peopleButton = useRef<HTMLButtonElement>(null);
  const chatButton = useRef<HTMLButtonElement>(null);
  const close = () => {
    if (!panel) return;
    // The focus must not disappear with the panel.
    if (document.activeElement?.closest('.panel')) (panel === 'chat' ? chatButton : peopleButton).current?.focus();
    setPanel(undefined);
  };
  const flip = (name: PanelName) => (panel === name ? close() : setPanel(name));
  useShortcuts(toggles, mayShare, () => flip('chat'), close);
  const [dismissed, setDismissed] = useState<string>();
  const problem = toggles.problem ?? (deviceNote === dismissed ? undefined : deviceNote);
  return (
    <main className="call" data-testid="call" data-state={outage ? 'reconnecting' : 'connected'}>
      <header className="call-head">
        <h1>{door.callName}</h1>
        <Elapsed since={since} />
        <button type="button" className="button quiet icon-only call-settings" aria-label="Settings" title="Settings" onClick={() => setSettingsOpen(true)}><SettingsIcon /></button>
      </header>
      <div className="call-body">
        <div className="call-stage">
          <Stage layout={layout} />
          {people.length === 1 && !outage && (
            <div className="alone note">
              <span role="status">Nobody else is here yet. Send them the link.</span>
              <CopyLink url={door.joinUrl} />
            </div>
          )}
        </div>
        {panel === 'people' && <People joinUrl={door.joinUrl} moderation={moderation} waiting={waiting} onClose={close} />}
        {panel === 'chat' && <Chat messages={messages} send={send} onClose={close} />}
      </div>
      <div className="call-notes">
        <p className="visually-hidden" role="status" data-testid="notice">{notice}</p>
        {notice && <p className="note" aria-hidden="true">{notice}</p>}
        <p className="visually-hidden" role="status">{unread.newest}</p>
        {waiting.length > 0 && panel !== 'people' && (
          <div className="note" data-testid="knock">
            <span role="status">{waiting.length === 1 ? `${waiting[0]?.display_name ?? 'Somebody'} waits to be let in.` : `${waiting.length} people wait to be let in.`}</span>
            <button type="button" className="button" onClick={() => setPanel('people')}>Show</button>
          </div>
        )}
        {problem && (
          <div className="note warn" role="alert">
            {problem}
            <button type="button" className="button icon-only quiet" aria-label="Dismiss" onClick={() => { toggles.forgetProblem(); setDismissed(deviceNote); }}><CloseIcon /></button>
          </div>
        )}
        {!canPlayAudio && (
          <div className="note warn" role="alert">
            The browser holds back the sound.
            <button type="button" className="button" onClick={startAudio.onClick}>Turn sound on</button>
          </div>
        )}
        {outage && <OutageNote outage={outage} />}
      </div>
      <Bar
        toggles={toggles}
        mayShare={mayShare}
        joinUrl={door.joinUrl}
        panel={panel}
        peopleButton={peopleButton}
        peopleCount={people.length}
        chatButton={chatButton}
        unread={unread.count}
        onPanel={flip}
        layout={layout}
        onLayout={setLayout}
        onLeave={() => void room.disconnect()}
      />
      {settingsOpen && <SettingsDialog room={room} onClose={() => setSettingsOpen(false)} />}
    </main>
  );
}

function Elapsed({ since }: { since: number }) {
  const now = useNow(1000);
  return <span className="elapsed numbers" role="timer" aria-label="Time in the call">{clock((now.getTime() - since) / 1000)}</span>;
}

/** Tells what is being tried and counts; the count itself is not read aloud each second. */
function OutageNote({ outage }: { outage: Outage }) {
  const now = useNow(1000);
  const trying = outage.what === 'signal' ? 'Calling the media server again' : 'Setting up sound and picture again';
  return (
    <div className="note warn" data-testid="reconnecting">
      <span className="spinner" aria-hidden="true" />
      <span role="alert">Connection lost. {trying}…</span>
      <span className="numbers" aria-hidden="true">{clock((now.getTime() - outage.since) / 1000)}</span>
    </div>
  );
}

/** Messages of others that came while the chat was closed, and who sent the newest, in words. */
function useUnread(messages: readonly ReceivedChatMessage[], open: boolean): { count: number; newest: string } {
  const [read, setRead] = useState(0);
  useEffect(() => {
    // There may be fewer when the call goes on at another media node: not all are kept.
    setRead((before) => (open ? messages.length : Math.min(before, messages.length)));
  }, [messages.length, open]);
  const unread = open ? [] : messages.slice(read).filter((message) => !message.from?.isLocal);
  const newest = unread.at(-1);
  return { count: unread.length, newest: newest ? `New message from ${newest.from?.name || 'Guest'}` : '' };
}

function useShortcuts(toggles: ReturnType<typeof useToggles>, mayShare: boolean, chat: () => void, close: () => void) {
  const [letters] = useLetters();
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const shortcut = shortcutOf(event, isTyping(event.target), letters);
      if (!shortcut || (shortcut === 'screen' && !mayShare)) return;
      event.preventDefault();
      if (shortcut === 'close') close();
      else if (shortcut === 'chat') chat();
      else toggles[shortcut].flip();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  });
}
