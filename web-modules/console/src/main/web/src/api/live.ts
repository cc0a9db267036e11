import type { Tokens } from './client.ts';

export interface LiveEvent {
  event: string;
  data: string;
}

/** First pause before a broken stream is asked for again; it doubles up to the last. */
const FIRST_PAUSE_MS = 2000;
const LAST_PAUSE_MS = 30_000;

/** Answers after which asking again is of no use. */
const FINAL = new Set([400, 403, 404, 410]);

/** Cuts text that comes in pieces into server-sent events (WHATWG HTML, section 9.2). */
export class EventParser {
  /** Id of the last event. */
  lastId = '';
  private rest = '';
  private event = '';
  private data: string[] = [];

  /** Takes the next piece; returns the events that are complete now. */
  feed(piece: string): LiveEvent[] {
    const lines = (this.rest + piece).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? '';
    const complete: LiveEvent[] = [];
    for (const line of lines) {
      if (line === '') {
        if (this.data.length > 0) complete.push({ event: this.event || 'message', data: this.data.join('\n') });
        this.event = '';
        this.data = [];
      } else if (!line.startsWith(':')) {
        this.field(line);
      }
    }
    return complete;
  }

  private field(line: string) {
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'event') this.event = value;
    else if (name === 'data') this.data.push(value);
    else if (name === 'id' && !value.includes('\0')) this.lastId = value;
  }
}

export interface Following {
  path: string;
  tokens: Tokens;
  onEvent: (event: LiveEvent) => void;
  /** Told whether events come at present. */
  onLive: (live: boolean) => void;
  signal: AbortSignal;
}

/**
 * Follows a stream of events until it is abandoned, over answers that end and connections that break. By `fetch`, because
 * `EventSource` cannot send the token in a header, and in an address it would stand in logs.
 */
export async function follow(following: Following, fetcher: typeof fetch = (input, init) => fetch(input, init)): Promise<void> {
  const { signal, tokens } = following;
  let lastId = '';
  let pause = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    try {
      let response = await ask(following.path, await tokens.current(), lastId, signal, fetcher);
      if (response.status === 401) response = await ask(following.path, await tokens.renew(), lastId, signal, fetcher);
      if (FINAL.has(response.status)) return;
      if (response.ok && response.body) {
        following.onLive(true);
        pause = FIRST_PAUSE_MS;
        lastId = await read(response.body, lastId, following);
        continue;
      }
      pause = Math.max(pause, 1000 * Number(response.headers.get('retry-after') ?? 0) || 0);
    } catch {
      // Broken off, or out of reach: asked again below.
    }
    following.onLive(false);
    await wait(pause, signal);
    pause = Math.min(LAST_PAUSE_MS, pause * 2);
  }
}

function ask(path: string, token: string | undefined, lastId: string, signal: AbortSignal, fetcher: typeof fetch): Promise<Response> {
  const headers = new Headers({ accept: 'text/event-stream' });
  if (token) headers.set('authorization', `Bearer ${token}`);
  if (lastId) headers.set('last-event-id', lastId);
  return fetcher(`/api/v1${path}`, { headers, signal, cache: 'no-store' });
}

/** Reads to the end of an answer; returns the id after which to go on, also when it was broken off. */
async function read(body: ReadableStream<Uint8Array>, lastId: string, following: Following): Promise<string> {
  const parser = new EventParser();
  parser.lastId = lastId;
  const reader = body.pipeThrough(new TextDecoderStream() as unknown as ReadableWritablePair<string, Uint8Array>).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return parser.lastId;
      parser.feed(value).forEach(following.onEvent);
    }
  } catch {
    return parser.lastId;
  }
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}
