// What participants send each other besides media, driven from a test through window.data once harness.js has joined.
(() => {
  const { RoomEvent, RpcError } = LivekitClient;
  const messages = [];
  const streams = [];
  const room = () => window.harness.room();

  const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const hash = async (bytes) => hex(await crypto.subtle.digest('SHA-256', bytes));

  // Bytes that nothing can compress, the same for the same seed.
  function noise(length, seed) {
    const bytes = new Uint8Array(length);
    let state = seed;
    for (let i = 0; i < length; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      bytes[i] = state >>> 24;
    }
    return bytes;
  }

  // Characters of one to three bytes, so that a chunk can end within one.
  const noiseOfText = (bytes, seed) =>
    [...noise(bytes / 2, seed)].map((value) => String.fromCharCode(value < 128 ? 32 + (value % 95) : 0x3a0 + value * 8)).join('');

  function listen({ topics }) {
    room().on(RoomEvent.DataReceived, (payload, participant, kind, topic) =>
      messages.push({ from: participant?.identity ?? '', text: new TextDecoder().decode(payload), topic }),
    );
    room().on(RoomEvent.ChatMessage, (message, participant) =>
      messages.push({ from: participant?.identity ?? '', text: message.message, topic: 'chat' }),
    );
    for (const topic of topics) {
      room().registerTextStreamHandler(topic, async (reader, { identity }) => {
        const bytes = new TextEncoder().encode(await reader.readAll());
        streams.push({ from: identity, topic, length: bytes.length, hash: await hash(bytes) });
      });
      room().registerByteStreamHandler(topic, async (reader, { identity }) => {
        const bytes = new Uint8Array(await new Blob(await reader.readAll()).arrayBuffer());
        streams.push({ from: identity, topic, length: bytes.length, hash: await hash(bytes), name: reader.info.name });
      });
    }
    room().registerRpcMethod('backwards', async ({ payload }) => [...payload].reverse().join(''));
    room().registerRpcMethod('refuse', async () => {
      throw new RpcError(4711, 'not today', 'ask tomorrow');
    });
    room().registerRpcMethod('fail', async () => {
      throw new Error('inside');
    });
  }

  const publish = ({ text, topic, reliable = true, to }) =>
    room().localParticipant.publishData(new TextEncoder().encode(text), { reliable, topic, destinationIdentities: to });

  async function call({ to, method, payload = '' }) {
    try {
      return { result: await room().localParticipant.performRpc({ destinationIdentity: to, method, payload }) };
    } catch (error) {
      return { code: error.code ?? 0, message: error.message, data: error.data };
    }
  }

  async function sendText({ topic, length, seed }) {
    const text = noiseOfText(length, seed);
    await room().localParticipant.sendText(text, { topic });
    const bytes = new TextEncoder().encode(text);
    return { length: bytes.length, hash: await hash(bytes) };
  }

  async function sendFile({ topic, length, seed }) {
    const bytes = noise(length, seed);
    await room().localParticipant.sendFile(new File([bytes], 'noise.bin'), { topic, mimeType: 'application/octet-stream' });
    return { length, hash: await hash(bytes) };
  }

  // Data tracks. What this page publishes, by name.
  const tracks = new Map();
  const frames = [];

  const refused = (error) => ({ error: error.constructor.name, reason: error.reasonName ?? '', message: error.message });

  async function publishTrack(name) {
    try {
      tracks.set(name, await room().localParticipant.publishDataTrack({ name }));
      return {};
    } catch (error) {
      return refused(error);
    }
  }

  const unpublishTrack = (name) => tracks.get(name).unpublish();

  // The number of frames that only show whether somebody receives the track yet.
  const KNOCK = 255;

  // Frames of somebody's track from now on, once there is such a track.
  async function receiveTrack({ from, name }) {
    const participant = () => room().remoteParticipants.get(from);
    while (!participant()?.dataTracks.get(name)) await new Promise((resolve) => setTimeout(resolve, 20));
    const track = participant().dataTracks.get(name);
    const stream = track.subscribe();
    const reader = stream.getReader();
    (async () => {
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        const bytes = next.value.payload;
        frames.push({ from, topic: name, number: bytes[0], length: bytes.length, hash: await hash(bytes) });
      }
      frames.push({ from, topic: name, ended: true });
    })();
  }

  // Frames of so many bytes, each when the one before has left, and not sooner than a few milliseconds after it. The first
  // byte counts them. Returns what each should look like on arrival.
  async function pushFrames({ name, count, length }) {
    const payload = noise(length, 1);
    const pushed = [];
    for (let number = 0; number < count; number++) {
      payload[0] = number;
      pushed.push({ number, length, hash: await hash(payload) });
      await tracks.get(name).tryPush({ payload: payload.slice() });
      await tracks.get(name).flush();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return pushed;
  }

  const knock = (name) => tracks.get(name).tryPush({ payload: new Uint8Array([KNOCK]) });

  // Numbers from 0 on, one every few milliseconds, until `more` were sent after the test said that it is enough.
  let enough = false;
  async function count({ topic, more }) {
    enough = false;
    let sent = 0;
    for (let rest = more; rest > 0; rest -= enough ? 1 : 0) {
      await publish({ text: String(sent++), topic });
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return sent;
  }

  let counted;
  window.data = {
    listen,
    publish,
    call,
    chat: (text) => room().localParticipant.sendChatMessage(text),
    sendText,
    sendFile,
    startCounting: (options) => {
      counted = count(options);
    },
    finishCounting: () => {
      enough = true;
      return counted;
    },
    publishTrack,
    unpublishTrack,
    receiveTrack,
    pushFrames,
    knock,
    knocks: (topic) => frames.filter((frame) => frame.topic === topic && frame.number === KNOCK),
    frames: (topic) => frames.filter((frame) => frame.topic === topic && frame.number !== KNOCK),
    messages: (topic) => messages.filter((message) => message.topic === topic),
    streams: (topic) => streams.filter((stream) => stream.topic === topic),
  };
})();
