// LiveKit's server SDK for Node.js, unmodified, with the key of an organization, against the running stack:
// AURALINK_URL=http://localhost:8080 node --test organization-keys.test.mjs
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { AccessToken, RoomServiceClient } from "livekit-server-sdk";

const base = process.env.AURALINK_URL ?? "http://localhost:8080";

async function answer(path, init = {}) {
  const response = await fetch(base + path, init);
  const text = await response.text();
  assert.ok(response.ok, `${path}: ${response.status} ${text}`);
  return text ? JSON.parse(text) : null;
}

/** Somebody with an organization of their own. */
async function owner() {
  const name = `o${randomUUID().slice(0, 8)}`;
  const session = await answer("/auth/v1/signup", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: `${name}@example.test`, password: "correct horse 7", data: { username: name } }),
  });
  const headers = { authorization: `Bearer ${session.access_token}`, "content-type": "application/json" };
  const { items } = await answer("/api/v1/organizations", { headers });
  return { headers, keys: `/api/v1/organizations/${items[0].organization_id}/api-keys` };
}

async function newKey({ headers, keys }, scopes) {
  return answer(keys, { method: "POST", headers, body: JSON.stringify({ name: "back end", scopes }) });
}

function rooms({ livekit }, secret = livekit.api_secret) {
  return new RoomServiceClient(livekit.url.replace("ws", "http"), livekit.api_key, secret);
}

/** What a client is told that asks whether it would be let in. */
async function validate({ livekit }, room, identity, madeAt = "1m") {
  const token = new AccessToken(livekit.api_key, livekit.api_secret, { identity, ttl: madeAt });
  token.addGrant({ roomJoin: true, room });
  const url = livekit.url.replace("ws", "http");
  return fetch(`${url}/rtc/validate?access_token=${await token.toJwt()}`);
}

const names = (list) => list.map((room) => room.name);

async function refused(code, work) {
  await assert.rejects(work, (error) => {
    assert.equal(error.code, code, `${error.status} ${error.message}`);
    return true;
  });
}

test("rooms are made, listed, described and deleted, and are calls of the organization", async () => {
  const ann = await owner();
  const key = await newKey(ann, ["write"]);
  const service = rooms(key);
  const made = await service.createRoom({ name: "standup", metadata: "weekly", maxParticipants: 10 });
  assert.equal(made.name, "standup");
  assert.equal(made.metadata, "weekly");
  assert.equal(made.maxParticipants, 10);
  assert.match(made.sid, /^RM_/);
  assert.equal((await service.createRoom({ name: "standup" })).sid, made.sid);
  assert.deepEqual(names(await service.listRooms()), ["standup"]);
  assert.deepEqual(names(await service.listRooms(["other"])), []);
  const changed = await service.updateRoomMetadata("standup", "daily");
  assert.deepEqual([changed.name, changed.metadata], ["standup", "daily"]);
  assert.deepEqual(await service.listParticipants("standup"), []);
  await service.sendData("standup", new TextEncoder().encode("hello"), 0, {});
  const calls = await answer("/api/v1/calls", { headers: ann.headers });
  assert.deepEqual(
    calls.items.map((call) => call.name),
    ["standup"],
  );
  const byId = await service.listRooms([calls.items[0].call_id]);
  assert.deepEqual(names(byId), ["standup"]);
  await service.deleteRoom("standup");
  assert.deepEqual(await service.listRooms(), []);
  await refused("not_found", () => service.listParticipants("standup"));
  await refused("not_found", () => service.removeParticipant("elsewhere", "ann"));
});

test("an organization has nothing to do with the rooms of another", async () => {
  const ours = rooms(await newKey(await owner(), ["write"]));
  const eve = await newKey(await owner(), ["write"]);
  const theirs = rooms(eve);
  const room = await ours.createRoom({ name: "standup" });
  assert.deepEqual(await theirs.listRooms(), []);
  await refused("not_found", () => theirs.listParticipants("standup"));
  await refused("not_found", () => theirs.deleteRoom("standup"));
  const other = await theirs.createRoom({ name: "standup" });
  assert.notEqual(other.sid, room.sid);
  assert.equal((await ours.listRooms()).length, 1);
});

test("a token lets somebody in, whose room is opened for it", async () => {
  const key = await newKey(await owner(), ["write"]);
  assert.equal((await validate(key, "new", "ada")).status, 200);
  assert.deepEqual(names(await rooms(key).listRooms()), ["new"]);
  const account = await validate(key, "new", randomUUID());
  assert.equal(account.status, 400);
  assert.match(await account.text(), /identity/);
  assert.equal((await validate(key, "", "ada")).status, 400);
});

test("what a key may not do is refused with LiveKit's codes", async () => {
  const ann = await owner();
  const reader = await newKey(ann, ["read"]);
  await refused("permission_denied", () => rooms(reader).createRoom({ name: "standup" }));
  assert.equal((await validate(reader, "standup", "ada")).status, 403);
  const writer = await newKey(ann, ["write"]);
  await refused("unauthenticated", () => rooms(writer, "x".repeat(43)).listRooms());
  await refused("unimplemented", () => rooms(writer).moveParticipant("a", "b", "c"));
  await refused("invalid_argument", () => rooms(writer).createRoom({ name: "big", maxParticipants: 100_000 }));
  await refused("invalid_argument", () => rooms(writer).createRoom({ name: "x", agents: [{ agentName: "a" }] }));
  await refused("invalid_argument", () => rooms(writer).createRoom({ name: "a\nb" }));
});

test("a replaced key works on for a while, and a revoked one not at all", async () => {
  const ann = await owner();
  const key = await newKey(ann, ["write"]);
  const { headers, keys } = ann;
  const next = await answer(`${keys}/${key.key_id}/rotate`, { method: "POST", headers, body: JSON.stringify({ overlap_seconds: 3600 }) });
  assert.equal(next.livekit.api_key, key.livekit.api_key);
  assert.notEqual(next.livekit.api_secret, key.livekit.api_secret);
  await rooms(key).createRoom({ name: "standup" });
  assert.deepEqual(names(await rooms(next).listRooms()), ["standup"]);
  await answer(`${keys}/${key.key_id}`, { method: "DELETE", headers });
  await refused("unauthenticated", () => rooms(key).listRooms());
  await refused("unauthenticated", () => rooms(next).listRooms());
  const late = await validate(next, "standup", "ada");
  assert.equal(late.status, 401);
  assert.match(await late.text(), /revoked/);
});
