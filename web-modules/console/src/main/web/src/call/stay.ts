import { ConnectionState, DisconnectReason, Room, RoomEvent } from 'livekit-client';
import type { Admission } from '../api/calls.ts';
import type { Choices } from './choices.ts';
import { deviceProblem } from './devices.ts';
import type { Door, Parting } from './door.ts';
import { LOOKING_MS, lookElsewhere, mayGoOnElsewhere, pause, PromptPolicy } from './elsewhere.ts';
import { admission, enterThrough } from './entering.ts';
import { partingSentence } from './parting.ts';
import { QualityTally, tallyRoom } from './quality.ts';

/** Who shows the stay. */
export interface Onlookers {
  /** This person waits in the lobby until somebody lets them in. */
  waiting(): void;
  /** This person is in the room; another one when the call goes on at another media node. */
  inside(room: Room): void;
  /** A device that could not be opened. */
  deviceNote(sentence: string): void;
  /** This person is out of the call; told once. */
  gone(parting: Parting): void;
}

/** One person's stay in one call, on whatever media nodes it takes place. */
export class Stay {
  private room: Room | undefined;
  private url = '';
  private since = 0;
  private over = false;
  private signalled = false;
  private looking: AbortController | undefined;
  private reason: DisconnectReason | undefined;
  private readonly leaving = new AbortController();
  private readonly people = new Set<string>();
  private readonly tally = new QualityTally();

  constructor(
    private readonly door: Door,
    private readonly choices: Choices,
    private readonly onlookers: Onlookers,
  ) {}

  /** Whether a media node has let this person in, so that only sound and picture may be missing. */
  get wasSignalled(): boolean {
    return this.signalled;
  }

  /** Joins; rejects when that does not work. */
  async begin(): Promise<void> {
    const stop = this.leaving.signal;
    const ticket = await enterThrough(this.door, this.choices.name, stop, () => this.onlookers.waiting(), pause);
    if (ticket && !this.over) await this.enter(ticket, this.choices);
  }

  /** Leaves without a word: the page is not shown any more. */
  end(): void {
    this.over = true;
    this.leaving.abort();
    this.looking?.abort();
    void this.room?.disconnect();
  }

  private async enter(ticket: Admission, devices: Pick<Choices, 'microphone' | 'camera'>, stop?: AbortSignal): Promise<void> {
    const room: Room = roomFor(this.choices, () => this.look(room));
    room.on(RoomEvent.ParticipantConnected, (participant) => this.people.add(participant.name || 'Guest'));
    room.on(RoomEvent.SignalConnected, () => (this.signalled = true));
    tallyRoom(room, this.tally);
    const before = this.room;
    // Before it is connected, so that leaving breaks off joining too.
    if (!before) this.room = room;
    await room.connect(ticket.url, ticket.token);
    if (this.over || stop?.aborted) return void room.disconnect();
    mark('joined');
    this.stopLooking();
    this.room = room;
    this.url = ticket.url;
    this.since ||= Date.now();
    room.on(RoomEvent.SignalReconnecting, () => this.look(room));
    room.on(RoomEvent.Reconnecting, () => this.look(room));
    room.on(RoomEvent.Reconnected, () => this.room === room && this.stopLooking());
    room.on(RoomEvent.Disconnected, (reason) => this.disconnected(room, reason));
    for (const participant of room.remoteParticipants.values()) this.people.add(participant.name || 'Guest');
    this.onlookers.inside(room);
    await before?.disconnect();
    const note = await openDevices(room, devices);
    if (!this.over && note) this.onlookers.deviceNote(note);
  }

  private disconnected(room: Room, reason: DisconnectReason | undefined): void {
    if (this.over || this.room !== room) return;
    if (!mayGoOnElsewhere(reason)) return this.part(reason);
    this.reason = reason;
    this.look(room);
    setTimeout(() => this.room === room && this.part(reason), LOOKING_MS);
  }

  private look(room: Room): void {
    if (this.over || this.room !== room || this.looking) return;
    mark('lost');
    const looking = new AbortController();
    this.looking = looking;
    void this.follow(room, looking.signal).finally(() => {
      if (this.looking === looking) this.looking = undefined;
    });
  }

  private async follow(lost: Room, stop: AbortSignal): Promise<void> {
    const me = lost.localParticipant;
    const devices = { microphone: me.isMicrophoneEnabled, camera: me.isCameraEnabled };
    let url = this.url;
    for (;;) {
      const ticket = await lookElsewhere(() => admission(this.door.admit(this.choices.name)), url, stop);
      if (!ticket) break;
      mark('ticket');
      try {
        return await this.enter(ticket, devices, stop);
      } catch {
        // It may have gone too, or not be there yet: any way in will do now.
        url = '';
      }
    }
    if (!stop.aborted && lost.state === ConnectionState.Disconnected) this.part(this.reason);
  }

  private stopLooking(): void {
    this.looking?.abort();
    this.looking = undefined;
  }

  private part(reason: DisconnectReason | undefined): void {
    if (this.over) return;
    this.over = true;
    this.stopLooking();
    const wished = reason === DisconnectReason.CLIENT_INITIATED;
    this.onlookers.gone({
      sentence: wished ? 'You left the call.' : partingSentence(reason),
      wished,
      seconds: Math.round((Date.now() - this.since) / 1000),
      people: [...this.people],
      quality: this.tally.word(Date.now()),
    });
  }
}

/** Support and tests read from the browser's own record of the page how long each part of a move to another node took. */
function mark(what: 'lost' | 'ticket' | 'joined'): void {
  performance.mark(`auralink:${what}`);
}

function roomFor(choices: Choices, lost: () => void): Room {
  return new Room({
    reconnectPolicy: new PromptPolicy(lost),
    adaptiveStream: true,
    dynacast: false,
    disconnectOnPageLeave: false,
    ...(choices.microphoneId && { audioCaptureDefaults: { deviceId: choices.microphoneId } }),
    ...(choices.cameraId && { videoCaptureDefaults: { deviceId: choices.cameraId } }),
  });
}

/** Publishes what is wanted; one device that fails does not keep the other from working. */
async function openDevices(room: Room, wanted: Pick<Choices, 'microphone' | 'camera'>): Promise<string | undefined> {
  const me = room.localParticipant;
  const [microphone, camera] = await Promise.allSettled([
    wanted.microphone ? me.setMicrophoneEnabled(true) : undefined,
    wanted.camera ? me.setCameraEnabled(true) : undefined,
  ]);
  if (microphone.status === 'rejected') return `Microphone: ${deviceProblem(microphone.reason)}`;
  if (camera.status === 'rejected') return `Camera: ${deviceProblem(camera.reason)}`;
  return undefined;
}
