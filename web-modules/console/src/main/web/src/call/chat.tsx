import type { ReceivedChatMessage } from '@livekit/components-react';
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { CloseIcon, SendIcon } from '../ui/icons.tsx';
import { TimeOfDay } from '../ui/time.tsx';
import { nameOf } from './tile.tsx';

/** Older ones are not shown: a call is no archive, and a flood must not fill the page. */
const SHOWN = 300;

/** A message is a few sentences; the field takes no more, and of what others send without it no more is shown. */
const LONGEST_MESSAGE = 2000;

interface ChatProps {
  messages: readonly ReceivedChatMessage[];
  send: (text: string) => Promise<unknown>;
  onClose: () => void;
}

/** Messages to everyone in the call. They are nowhere once one has left. */
export function Chat({ messages, send, onClose }: ChatProps) {
  const [text, setText] = useState('');
  const [sending, setSending] = useState(false);
  const [failed, setFailed] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const shown = messages.slice(-SHOWN);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [messages.length]);
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    const wanted = text.trim();
    if (!wanted || sending) return;
    setSending(true);
    setFailed(false);
    try {
      await send(wanted);
      setText('');
    } catch {
      setFailed(true);
    } finally {
      setSending(false);
      field.current?.focus();
    }
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      void submit();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      onClose();
    }
  };
  return (
    <aside className="panel chat" aria-label="Chat" id="chat">
      <header className="panel-head">
        <h2>Chat</h2>
        <button type="button" className="button icon-only quiet" aria-label="Close chat" onClick={onClose}><CloseIcon /></button>
      </header>
      <ol className="messages" ref={list} role="log" aria-label="Messages" tabIndex={0}>
        {shown.length === 0 && <li className="muted small">Messages go to everyone in the call and are not kept.</li>}
        {shown.map((message) => (
          <li key={message.id} className="message" data-testid="message">
            <p className="message-head small"><strong>{message.from ? nameOf(message.from) : 'Somebody'}</strong> <span className="muted"><Sent at={message.timestamp} /></span></p>
            <p className="message-text">{message.message.slice(0, LONGEST_MESSAGE)}</p>
          </li>
        ))}
      </ol>
      {failed && <p className="chat-failed small" role="alert">The message was not sent. Try again.</p>}
      <form className="chat-form" onSubmit={(event) => void submit(event)}>
        <textarea ref={field} aria-label="Message" placeholder="Message" rows={2} maxLength={LONGEST_MESSAGE} value={text} onChange={(event) => setText(event.target.value)} onKeyDown={pressed} />
        <button type="submit" className="button icon-only primary" aria-label="Send" disabled={sending || text.trim() === ''}><SendIcon /></button>
      </form>
    </aside>
  );
}

/** When its sender says that it was sent, if that is a time at all. */
function Sent({ at }: { at: unknown }) {
  const time = new Date(Number(at));
  return Number.isNaN(time.getTime()) ? null : <TimeOfDay at={time.toISOString()} />;
}
