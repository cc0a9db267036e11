// Every method of LiveKit's server SDK for Node.js, at a node where ada, with a camera, and bob are in a room.
import assert from 'node:assert/strict';
import { AgentDispatchClient, DataPacket_Kind, RoomServiceClient, TrackSource } from 'livekit-server-sdk';

const [url, room] = process.argv.slice(2);
const service = new RoomServiceClient(url, 'devkey', 'secret');
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

const dispatches = new AgentDispatchClient(url, 'devkey', 'secret');
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
