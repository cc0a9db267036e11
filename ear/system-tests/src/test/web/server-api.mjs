// Every method of LiveKit's server SDK for Node.js, at a node where ada, with a camera, and bob are in a room.
import assert from 'node:assert/strict';
import {
  AgentDispatchClient, ConnectorClient, DataPacket_Kind, EgressClient, EncodedFileOutput, IngressClient, RoomServiceClient,
  SIPDispatchRuleInfo, SIPInboundTrunkInfo, SIPOutboundTrunkInfo, SipClient, StartEgressRequest, TrackSource,
} from 'livekit-server-sdk';

const [url, room] = process.argv.slice(2);

/** Names of the methods that were called. */
const called = new Set();
const noting = (client) => new Proxy(client, {
  get: (target, name) => (called.add(name), typeof target[name] === 'function' ? target[name].bind(target) : target[name]),
});
const service = noting(new RoomServiceClient(url, 'devkey', 'secret'));
const refused = (promise, code, status) =>
  assert.rejects(promise, (error) => error.code === code && error.status === status);

const [listed] = await service.listRooms([room]);
assert.equal(listed.name, room);
assert.equal(listed.numParticipants, 2);
const people = await service.listParticipants(room);
assert.deepEqual(people.map(({ identity }) => identity).sort(), ['ada', 'bob']);
assert.deepEqual(await service.listParticipants('nowhere'), []);

const ada = await service.getParticipant(room, 'ada');
const camera = ada.tracks.find(({ source }) => source === TrackSource.CAMERA).sid;
await refused(service.getParticipant(room, 'eve'), 'not_found', 404);

assert.equal((await service.updateRoomMetadata(room, 'on air')).metadata, 'on air');
const told = await service.updateParticipant(room, 'bob', {
  name: 'Bob', metadata: 'host', attributes: { seat: '1' }, permission: { canSubscribe: true, canPublish: false, canPublishData: true },
});
assert.deepEqual([told.name, told.metadata, told.attributes.seat, told.permission.canPublish], ['Bob', 'host', '1', false]);

assert.equal((await service.mutePublishedTrack(room, 'ada', camera, true)).muted, true);
await service.updateSubscriptions(room, 'bob', [camera], false);
await service.sendData(room, new TextEncoder().encode('hello'), DataPacket_Kind.RELIABLE, { destinationIdentities: ['bob'], topic: 'greeting' });

const dispatches = noting(new AgentDispatchClient(url, 'devkey', 'secret'));
const dispatch = await dispatches.createDispatch(room, 'helper', { metadata: 'x' });
const helpers = (await dispatches.listDispatch(room)).filter(({ agentName }) => agentName === 'helper');
assert.deepEqual(helpers.map(({ id }) => id), [dispatch.id]);
assert.equal((await dispatches.getDispatch(dispatch.id, room)).metadata, 'x');
await dispatches.deleteDispatch(dispatch.id, room);

await service.createRoom({ name: `${room}-other`, emptyTimeout: 60, maxParticipants: 3, metadata: 'made' });
await service.forwardParticipant(room, 'ada', `${room}-other`);
assert.deepEqual((await service.listParticipants(`${room}-other`)).map(({ identity }) => identity), ['ada']);
await service.moveParticipant(room, 'bob', `${room}-moved`);
assert.deepEqual((await service.listParticipants(`${room}-moved`)).map(({ identity }) => identity), ['bob']);
await refused(service.moveParticipant(room, 'ada', room), 'invalid_argument', 400);

await service.removeParticipant(room, 'ada');
assert.deepEqual(await service.listParticipants(room), []);
await service.deleteRoom(room);
await refused(service.deleteRoom(room), 'not_found', 404);

// Nothing that the clients of what is here can be asked for was left out.
for (const client of [RoomServiceClient, AgentDispatchClient]) {
  const methods = Object.getOwnPropertyNames(client.prototype).filter((name) => name !== 'constructor');
  assert.deepEqual(methods.filter((name) => !called.has(name)), []);
}

// What is not here says so, whatever of it is asked for.
const file = new EncodedFileOutput({ filepath: 'x' });
const refusals = {
  unimplemented: [
    [EgressClient, {
      startRoomCompositeEgress: ['x', file], startWebEgress: ['https://x', file], startParticipantEgress: ['x', 'y', { file }],
      startTrackCompositeEgress: ['x', file], startTrackEgress: ['x', 'wss://x', 'TR_x'], startEgress: [new StartEgressRequest()],
      updateLayout: ['x', 'y'], updateStream: ['x'], listEgress: [], stopEgress: ['x'],
    }],
    [IngressClient, {
      createIngress: [0, { roomName: 'x', participantIdentity: 'y' }], updateIngress: ['x', {}], listIngress: [], deleteIngress: ['x'],
    }],
    [SipClient, {
      createSipInboundTrunk: ['x', ['1']], createSipOutboundTrunk: ['x', 'y', ['1']],
      listSipTrunk: [], listSipInboundTrunk: [], listSipOutboundTrunk: [], deleteSipTrunk: ['x'],
      createSipDispatchRule: [{ type: 'direct', roomName: 'x' }], updateSipDispatchRule: ['x', new SIPDispatchRuleInfo()],
      updateSipDispatchRuleFields: ['x'], updateSipInboundTrunk: ['x', new SIPInboundTrunkInfo()],
      updateSipInboundTrunkFields: ['x', {}], updateSipOutboundTrunk: ['x', new SIPOutboundTrunkInfo()],
      updateSipOutboundTrunkFields: ['x', {}], listSipDispatchRule: [], deleteSipDispatchRule: ['x'],
      createSipParticipant: ['x', '1', 'y'], transferSipParticipant: ['x', 'y', 'tel:1'],
    }],
  ],
  // Only LiveKit's cloud has them, or nobody any more.
  bad_route: [
    [SipClient, { createSipTrunk: ['1'] }],
    [ConnectorClient, {
      dialWhatsAppCall: [{}], acceptWhatsAppCall: [{}], connectWhatsAppCall: ['x', {}], disconnectWhatsAppCall: ['x', 'y'],
      connectTwilioCall: [{}],
    }],
  ],
};
const untried = new Map();
for (const Client of [EgressClient, IngressClient, SipClient, ConnectorClient]) {
  const inner = /^(constructor|is[A-Z]|getOutput)/;
  untried.set(Client, new Set(Object.getOwnPropertyNames(Client.prototype).filter((name) => !inner.test(name))));
}
for (const [code, clients] of Object.entries(refusals)) {
  for (const [Client, methods] of clients) {
    const client = new Client(url, 'devkey', 'secret');
    for (const [name, args] of Object.entries(methods)) {
      await assert.rejects(client[name](...args), (error) => error.code === code || assert.fail(`${name}: ${error}`));
      untried.get(Client).delete(name);
    }
  }
}
assert.deepEqual([...untried.values()].flatMap((names) => [...names]), []);
