// LiveKit's Node.js SDK, unmodified, against the node at AURALINK_URL: two participants, everything they can send each other.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import test from 'node:test';
import {
  AudioFrame,
  AudioSource,
  AudioStream,
  dispose,
  LocalAudioTrack,
  Room,
  RoomEvent,
  RpcError,
  TrackPublishOptions,
  TrackSource,
} from '@livekit/rtc-node';
import { SimulateScenarioKind } from '@livekit/rtc-ffi-bindings';
import { AccessToken, RoomServiceClient } from 'livekit-server-sdk';

const URL = process.env.AURALINK_URL;
const service = new RoomServiceClient(URL.replace('ws', 'http'), 'devkey', 'secret');
const RATE = 48_000;
const TONE = 440;
const PATIENCE_MS = 15_000;

// A list that can be waited for.
class Mailbox {
  #waiting = [];
  #items = [];
  get size() {
    return this.#items.length;
  }
  put(item) {
    const taker = this.#waiting.shift();
    if (taker) taker(item);
    else this.#items.push(item);
  }
  async take(what) {
    if (this.#items.length) return this.#items.shift();
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no ${what} within ${PATIENCE_MS} ms`)), PATIENCE_MS);
    });
    try {
      return await Promise.race([new Promise((resolve) => this.#waiting.push(resolve)), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

class Peer {
  room = new Room();
  messages = new Mailbox();
  streams = new Mailbox();
  tracks = new Mailbox();
  reconnections = new Mailbox();
  received = new Mailbox();
  muted = new Mailbox();
  moves = new Mailbox();
  ends = new Mailbox();
  playing = true;

  async join(room, identity, options = {}) {
    this.room.on(RoomEvent.DataReceived, (payload, from, _, topic) =>
      this.messages.put({ from: from?.identity, topic, text: new TextDecoder().decode(payload) }),
    );
    this.room.on(RoomEvent.TrackSubscribed, (track) => this.tracks.put(track));
    this.room.on(RoomEvent.LocalTrackSubscribed, () => this.received.put('received'));
    this.room.on(RoomEvent.TrackMuted, (_, { identity: who }) => this.muted.put(`${who} muted`));
    this.room.on(RoomEvent.TrackUnmuted, (_, { identity: who }) => this.muted.put(`${who} unmuted`));
    this.room.on(RoomEvent.Moved, () => this.moves.put('moved'));
    this.room.on(RoomEvent.Disconnected, () => this.ends.put('gone'));
    this.room.on(RoomEvent.Reconnected, () => this.reconnections.put('reconnected'));
    this.room.registerTextStreamHandler('text', async (reader, { identity: from }) =>
      this.streams.put({ from, content: await reader.readAll() }),
    );
    this.room.registerByteStreamHandler('bytes', async (reader, { identity: from }) =>
      this.streams.put({ from, content: Buffer.concat(await reader.readAll()) }),
    );
    const token = new AccessToken('devkey', 'secret', { identity });
    token.addGrant({ roomJoin: true, room, canUpdateOwnMetadata: true });
    await this.room.connect(URL, await token.toJwt(), { autoSubscribe: true, dynacast: true, ...options });
    return this;
  }

  /** Somebody else, as this one sees them. */
  other(identity) {
    return this.room.remoteParticipants.get(identity);
  }

  get self() {
    return this.room.localParticipant;
  }

  async publishTone() {
    const source = new AudioSource(RATE, 1);
    const options = new TrackPublishOptions();
    options.source = TrackSource.SOURCE_MICROPHONE;
    await this.self.publishTrack(LocalAudioTrack.createAudioTrack('tone', source), options);
    (async () => {
      const samples = RATE / 100;
      for (let position = 0; this.playing; position += samples) {
        const frame = AudioFrame.create(RATE, 1, samples);
        for (let n = 0; n < samples; n++) {
          frame.data[n] = Math.round(10_000 * Math.sin((2 * Math.PI * TONE * (position + n)) / RATE));
        }
        await source.captureFrame(frame);
      }
      await source.close();
    })();
  }
}

// What is heard for a second, once there is sound: half of its zero crossings.
async function frequency(track) {
  const heard = [];
  const reader = new AudioStream(track, RATE, 1).getReader();
  while (heard.length < RATE * 1.5) {
    const { done, value } = await reader.read();
    assert.equal(done, false, 'the track ended');
    if (heard.length || value.data.some((sample) => sample > 3_000)) heard.push(...value.data);
  }
  await reader.cancel();
  const second = heard.slice(RATE / 2, RATE * 1.5);
  return second.filter((sample, n) => n > 0 && sample < 0 !== second[n - 1] < 0).length / 2;
}

async function hearsTone(peer) {
  const heard = await frequency(await peer.tracks.take('track'));
  assert.ok(Math.abs(heard - TONE) <= 3, `heard ${heard} Hz`);
}

async function exchangeMessages(ada, bob, topic) {
  for (const reliable of [true, false]) {
    await ada.self.publishData(new TextEncoder().encode('to bob'), { reliable, topic });
    assert.deepEqual(await bob.messages.take('message'), { from: ada.self.identity, topic, text: 'to bob' });
    await bob.self.publishData(new TextEncoder().encode('to ada'), { reliable, topic });
    assert.deepEqual(await ada.messages.take('message'), { from: 'bob', topic, text: 'to ada' });
  }
}

// Waits until something is so.
async function until(what, look) {
  const end = Date.now() + PATIENCE_MS;
  while (!look()) {
    assert.ok(Date.now() < end, `not within ${PATIENCE_MS} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function reconnect(peer, scenario) {
  await peer.room.simulateScenario(scenario);
  await peer.reconnections.take('reconnection');
}

test('two participants', { timeout: 90_000 }, async (t) => {
  const name = `rtc-node-${process.pid}`;
  const ada = await new Peer().join(name, 'ada');
  const bob = await new Peer().join(name, 'bob');

  await t.test('a tone is heard as it was played', async () => {
    await ada.publishTone();
    await hearsTone(bob);
    await ada.received.take('word that somebody receives it');
  });
  await t.test('what somebody says of themselves reaches the others', async () => {
    await ada.self.updateName('Ada');
    await ada.self.updateMetadata('hand up');
    await ada.self.setAttributes({ mood: 'fine' });
    await until('name, metadata and attributes', () => {
      const { name: called, metadata, attributes } = bob.other('ada');
      return called === 'Ada' && metadata === 'hand up' && attributes.mood === 'fine';
    });
  });
  await t.test('messages arrive both ways', () => exchangeMessages(ada, bob, 'first'));
  await t.test('calls are answered, or fail with the reason', async () => {
    bob.self.registerRpcMethod('backwards', async ({ payload }) => [...payload].reverse().join(''));
    bob.self.registerRpcMethod('refuse', async () => {
      throw new RpcError(4711, 'not today');
    });
    const payload = 'abcdefgh'.repeat(1_800);
    const call = (method) => ada.self.performRpc({ destinationIdentity: 'bob', method, payload });
    assert.equal(await call('backwards'), [...payload].reverse().join(''));
    await assert.rejects(call('refuse'), { code: 4711 });
    await assert.rejects(call('unheard-of'), { code: 1400 });
  });
  await t.test('streams of text and of bytes arrive whole', async () => {
    const text = 'Grüße, '.repeat(40_000);
    await ada.self.sendText(text, { topic: 'text' });
    assert.deepEqual(await bob.streams.take('stream'), { from: 'ada', content: text });
    const content = randomBytes(1_000_000);
    const writer = await bob.self.streamBytes({ name: 'noise.bin', topic: 'bytes', totalSize: content.length });
    await writer.write(content);
    await writer.close();
    const received = await ada.streams.take('stream');
    assert.equal(received.from, 'bob');
    assert.ok(content.equals(received.content), 'the bytes differ');
  });
  await t.test('after a resume messages arrive', async () => {
    await reconnect(bob, SimulateScenarioKind.SIMULATE_SIGNAL_RECONNECT);
    await exchangeMessages(ada, bob, 'resumed');
  });
  await t.test('after a full reconnect messages and sound arrive', async () => {
    await reconnect(bob, SimulateScenarioKind.SIMULATE_FULL_RECONNECT);
    await exchangeMessages(ada, bob, 'reconnected');
    await hearsTone(bob);
  });
  await t.test('a track that the application mutes is seen to be', async () => {
    const { tracks } = await service.getParticipant(name, 'ada');
    await service.mutePublishedTrack(name, 'ada', tracks[0].sid, true);
    assert.equal(await bob.muted.take('word of the mute'), 'ada muted');
    await assert.rejects(service.mutePublishedTrack(name, 'ada', tracks[0].sid, false), /remote unmute not enabled/);
  });
  await t.test('the application forwards, moves and removes somebody, and takes the right to publish', async () => {
    const there = `${name}-there`;
    const eve = await new Peer().join(there, 'eve');
    await service.forwardParticipant(name, 'ada', there);
    await until('ada', () => eve.other('ada'));
    await service.removeParticipant(there, 'ada');
    await until('nobody', () => !eve.other('ada'));
    await service.updateParticipant(name, 'ada', { permission: { canSubscribe: true, canPublishData: true } });
    await until('nothing of ada', () => bob.other('ada').trackPublications.size === 0);
    await service.moveParticipant(name, 'bob', there);
    await bob.moves.take('move');
    await until('bob', () => eve.other('bob'));
    await exchangeMessages(eve, bob, 'moved');
    await service.removeParticipant(there, 'bob');
    await bob.ends.take('end');
    await eve.room.disconnect();
  });

  ada.playing = false;
  for (const peer of [ada, bob]) await peer.room.disconnect();
});

test('what is encrypted is for those who have the key', { timeout: 60_000 }, async () => {
  const name = `rtc-node-sealed-${process.pid}`;
  const keyed = (key) => ({ encryption: { keyProviderOptions: { sharedKey: new TextEncoder().encode(key) } } });
  const ada = await new Peer().join(name, 'ada', keyed('sesame'));
  const bob = await new Peer().join(name, 'bob', keyed('sesame'));
  const eve = await new Peer().join(name, 'eve', keyed('barley'));
  await ada.publishTone();
  await hearsTone(bob);
  await exchangeMessages(ada, bob, 'sealed');
  await ada.self.publishData(new TextEncoder().encode('the last one'), { reliable: true, topic: 'sealed' });
  await bob.messages.take('message');
  // What comes to her comes in order: had she read any of it, it would be here.
  await eve.tracks.take('track');
  assert.equal(eve.messages.size, 0);
  ada.playing = false;
  for (const peer of [ada, bob, eve]) await peer.room.disconnect();
  await dispose();
});
