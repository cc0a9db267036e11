import { useChat, type ReceivedChatMessage } from '@livekit/components-react';
import type { Room } from 'livekit-client';
import { useRef } from 'react';

/** As many messages of before are kept when the call goes on at another media node; the page shows no more anyway. */
const KEPT = 300;

/** The messages so far and those of the room that is now, each once: in its newest form, where it stood first. */
export function joined<M extends { id: string }>(earlier: readonly M[], latest: readonly M[]): readonly M[] {
  if (earlier.length === 0) return latest;
  return [...new Map([...earlier, ...latest].map((message) => [message.id, message])).values()];
}

/** What was written in the call while this page is shown, on whatever media nodes: a room forgets with its node. */
export function useConversation(room: Room): { messages: readonly ReceivedChatMessage[]; send: (text: string) => Promise<unknown> } {
  const { chatMessages, send } = useChat();
  const past = useRef<{ room: Room; earlier: readonly ReceivedChatMessage[]; latest: readonly ReceivedChatMessage[] }>({ room, earlier: [], latest: [] });
  if (past.current.room !== room) {
    past.current = { room, earlier: joined(past.current.earlier, past.current.latest).slice(-KEPT), latest: [] };
  }
  past.current.latest = chatMessages;
  return { messages: joined(past.current.earlier, chatMessages), send };
}
