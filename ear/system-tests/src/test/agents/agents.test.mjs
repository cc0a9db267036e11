// Workers of @livekit/agents provide agents that echo: to every room, to each participant, by the server API, and again
// when a worker was killed. People are clients of @livekit/rtc-node that send a tone and listen for it.
import {
  AudioFrame,
  AudioSource,
  AudioStream,
  LocalAudioTrack,
  ParticipantKind,
  Room,
  RoomEvent,
  TrackKind,
  TrackPublishOptions,
  TrackSource,
  dispose,
} from '@livekit/rtc-node';
import { AccessToken, AgentDispatchClient, RoomConfiguration, RoomServiceClient } from 'livekit-server-sdk';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { after, afterEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const URL = process.env.AURALINK_URL;
const [KEY, SECRET] = ['devkey', 'secret'];
const RATE = 48000;
const TONE = 440;
const PATIENCE = 60_000;

const dispatches = new AgentDispatchClient(URL.replace('ws', 'http'), KEY, SECRET);
const rooms = new RoomServiceClient(URL.replace('ws', 'http'), KEY, SECRET);
const workers = [];
const people = [];

/** For what a worker says about its health; it takes 0 for its usual port. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return String(port);
}

/** Starts a worker; done when the node has registered it. */
async function worker(label, name, type = 'JT_ROOM') {
  const script = fileURLToPath(new globalThis.URL('echo.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, 'start', '--log-level', 'debug'], {
    env: {
      ...process.env,
      LIVEKIT_URL: URL,
      LIVEKIT_API_KEY: KEY,
      LIVEKIT_API_SECRET: SECRET,
      AGENT_NAME: name,
      AGENT_TYPE: type,
      WORKER_LABEL: label,
      WORKER_PORT: await freePort(),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  workers.push(child);
  let said = '';
  await new Promise((resolve, reject) => {
    const listen = (data) => {
      said += data;
      if (said.includes('registered worker')) {
        resolve();
      }
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('exit', () => reject(new Error(`worker ${label} ended:\n${said}`)));
    setTimeout(() => reject(new Error(`worker ${label} did not register:\n${said}`)), PATIENCE).unref();
  });
  child.said = () => said;
  return child;
}

/** Joins, with a token that asks for agents when it opens the room, and sends a tone; hears what agents say. */
async function person(identity, room, agents = []) {
  const token = new AccessToken(KEY, SECRET, { identity, ttl: '5m' });
  token.roomConfig = new RoomConfiguration({ agents: agents.map((agentName) => ({ agentName })) });
  token.addGrant({ roomJoin: true, room });
  const client = new Room();
  people.push(client);
  const joined = { client, echoes: new Map() };
  client.on(RoomEvent.TrackSubscribed, (track, publication, participant) => {
    if (track.kind === TrackKind.KIND_AUDIO && participant.kind === ParticipantKind.AGENT) {
      listen(track, joined, participant.identity).catch(() => joined.echoes.delete(participant.identity));
    }
  });
  await client.connect(URL, await token.toJwt(), { autoSubscribe: true, dynacast: false });
  const source = new AudioSource(RATE, 1);
  const options = new TrackPublishOptions();
  options.source = TrackSource.SOURCE_MICROPHONE;
  await client.localParticipant.publishTrack(LocalAudioTrack.createAudioTrack('tone', source), options);
  speak(client, source);
  return joined;
}

async function speak(client, source) {
  for (let at = 0; client.isConnected; at += RATE / 100) {
    const samples = new Int16Array(RATE / 100);
    for (let i = 0; i < samples.length; i++) {
      samples[i] = 8000 * Math.sin((2 * Math.PI * TONE * (at + i)) / RATE);
    }
    await source.captureFrame(new AudioFrame(samples, RATE, 1, samples.length));
  }
}

/** Keeps the share of the tone in what somebody said last. */
async function listen(track, joined, identity) {
  for await (const frame of new AudioStream(track, RATE, 1)) {
    joined.echoes.set(identity, { tone: share(frame.data, TONE), other: share(frame.data, 3.1 * TONE) });
  }
}

/** Goertzel: the amplitude of one frequency. */
function share(samples, frequency) {
  const w = 2 * Math.cos((2 * Math.PI * frequency) / RATE);
  let [one, two] = [0, 0];
  for (const sample of samples) {
    [one, two] = [sample + w * one - two, one];
  }
  return (2 * Math.sqrt(Math.max(0, one * one + two * two - w * one * two))) / samples.length;
}

async function until(what, condition) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const value = await condition();
    if (value) {
      return value;
    }
    if (Date.now() > end) {
      throw new Error(`not within ${PATIENCE / 1000} s: ${what}\n${workers.map((each) => each.said?.()).join('\n')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The agents that a person sees, once there are as many, each of them echoes, and they are those that are meant. */
async function hears(joined, count = 1, meant = () => true) {
  return until(`${count} agents that echo`, () => {
    const agents = [...joined.client.remoteParticipants.values()].filter((each) => each.kind === ParticipantKind.AGENT);
    const echoed = agents.filter((agent) => {
      const echo = joined.echoes.get(agent.identity);
      return agent.attributes.job && echo && echo.tone > 2000 && echo.tone > 10 * echo.other && meant(agent);
    });
    return echoed.length === count && agents.length === count ? agents : undefined;
  });
}

function kill(child) {
  // The whole group: its jobs are processes of their own.
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

afterEach(async () => {
  await Promise.all(people.splice(0).map((client) => client.disconnect()));
  workers.splice(0).forEach(kill);
});

after(() => dispose());

test('a worker without a name serves every room', async () => {
  await worker('one', '');
  const room = `room-${randomUUID()}`;
  const ada = await person('ada', room);
  const [agent] = await hears(ada);
  assert.equal(agent.attributes.for, undefined);
  const [dispatch] = await dispatches.listDispatch(room);
  assert.equal(dispatch.state.jobs.length, 1);
  assert.equal(dispatch.state.jobs[0].state.participantIdentity, agent.identity);
});

test('each participant gets an agent', async () => {
  await worker('two', 'each', 'JT_PARTICIPANT');
  const room = `each-${randomUUID()}`;
  await rooms.createRoom({ name: room, agents: [{ agentName: 'each' }] });
  const ada = await person('ada', room);
  await hears(ada, 1);
  const bob = await person('bob', room);
  const agents = await hears(bob, 2);
  assert.deepEqual(agents.map((agent) => agent.attributes.for).sort(), ['ada', 'bob']);
});

test('each publisher gets an agent that the token of the first asks for', async () => {
  await worker('three', 'publisher', 'JT_PUBLISHER');
  const room = `publisher-${randomUUID()}`;
  const ada = await person('ada', room, ['publisher']);
  const [agent] = await hears(ada);
  assert.equal(agent.attributes.for, 'ada');
});

test('the server API dispatches an agent, lists it and lets it go', async () => {
  const room = `api-${randomUUID()}`;
  const ada = await person('ada', room);
  const made = await dispatches.createDispatch(room, 'called', { metadata: 'about' });
  // It waits for the worker.
  await worker('four', 'called');
  const [agent] = await hears(ada);
  assert.equal(agent.attributes.metadata, 'about');
  assert.equal(agent.attributes['lk.agent_name'], 'called');
  const found = await dispatches.getDispatch(made.id, room);
  assert.equal(found.state.jobs[0].id, agent.attributes.job);
  await dispatches.deleteDispatch(made.id, room);
  await until('the agent to leave', () => !ada.client.remoteParticipants.has(agent.identity));
  assert.equal(await dispatches.getDispatch(made.id, room), undefined);
});

for (const [how, end] of [
  ['with all its processes', kill],
  ['alone, and its agent is left behind', (child) => process.kill(child.pid, 'SIGKILL')],
]) {
  test(`another worker takes over when the first is killed ${how}`, async () => {
    const name = `lasting-${randomUUID()}`;
    const first = await worker('first', name);
    const ada = await person('ada', name);
    await dispatches.createDispatch(name, name);
    const [before] = await hears(ada);
    assert.equal(before.attributes.worker, 'first');
    const job = before.attributes.job;
    await worker('second', name);
    end(first);
    const after = await hears(ada, 1, (agent) => agent.attributes.worker === 'second');
    assert.equal(after[0].attributes.job, job);
    kill(first);
  });
}

test('a worker that is asked to end keeps its job and gets no more', async () => {
  const name = `ending-${randomUUID()}`;
  const first = await worker('first', name);
  const ada = await person('ada', name);
  await dispatches.createDispatch(name, name);
  const [kept] = await hears(ada);
  await worker('second', name);
  first.kill('SIGTERM');
  await until('the worker to say so', () => first.said().includes('draining worker'));
  const bob = await person('bob', `${name}-more`);
  await dispatches.createDispatch(`${name}-more`, name);
  const [more] = await hears(bob);
  assert.equal(more.attributes.worker, 'second');
  const [still] = await hears(ada);
  assert.equal(still.sid, kept.sid);
});
