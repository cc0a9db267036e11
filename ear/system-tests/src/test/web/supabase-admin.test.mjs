// A back end that administers accounts with Supabase's published client, against the running stack:
// AURALINK_URL=http://localhost:8080 AURALINK_SECRET_KEY=sb_secret_… node --test supabase-admin.test.mjs
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { createClient } from "@supabase/supabase-js";

const base = process.env.AURALINK_URL ?? "http://localhost:8080";
const secret = process.env.AURALINK_SECRET_KEY;
const password = "correct horse 7";

/** Realtime is not used; Node 20 has no WebSocket of its own, and the client refuses to begin without one. */
class NoSocket {}

function client(key) {
  return createClient(base, key, {
    auth: { autoRefreshToken: false, persistSession: false, detectSessionInUrl: false },
    realtime: { transport: NoSocket },
  }).auth;
}

const { admin } = client(secret);

function newEmail() {
  return `admin-${randomUUID()}@example.test`;
}

async function newUser(more = {}) {
  const { data, error } = await admin.createUser({ email: newEmail(), password, email_confirm: true, ...more });
  assert.equal(error, null);
  return data.user;
}

test("an account is made, read, changed and deleted", async () => {
  const user = await newUser({ user_metadata: { name: "Ada" }, app_metadata: { plan: "free" } });
  assert.ok(user.email_confirmed_at);
  assert.equal(user.app_metadata.plan, "free");

  const changed = await admin.updateUserById(user.id, { user_metadata: { city: "Rome" }, app_metadata: { plan: null } });
  assert.equal(changed.error, null);
  assert.deepEqual(changed.data.user.user_metadata, { name: "Ada", city: "Rome" });
  assert.equal(changed.data.user.app_metadata.plan, undefined);
  assert.equal((await admin.getUserById(user.id)).data.user.email, user.email);

  assert.equal((await admin.deleteUser(user.id)).error, null);
  const gone = await admin.getUserById(user.id);
  assert.equal(gone.error.status, 404);
  assert.equal(gone.error.code, "user_not_found");
});

test("accounts are listed by pages", async () => {
  await newUser();
  await newUser();
  const first = await admin.listUsers({ page: 1, perPage: 1 });
  assert.equal(first.error, null);
  assert.equal(first.data.users.length, 1);
  assert.equal(first.data.nextPage, 2);
  assert.ok(first.data.total >= 2);
  const all = await admin.listUsers();
  assert.equal(all.error, null);
  assert.ok(all.data.users.length >= 2);
  assert.equal(all.data.aud, "authenticated");
});

test("a link lets somebody in, whose session the back end ends", async () => {
  const user = await newUser();
  const { data, error } = await admin.generateLink({ type: "magiclink", email: user.email });
  assert.equal(error, null);
  assert.equal(data.user.id, user.id);
  assert.equal(data.properties.verification_type, "magiclink");
  const device = client("public");
  const verified = await device.verifyOtp({ token_hash: data.properties.hashed_token, type: "magiclink" });
  assert.equal(verified.error, null);
  const { access_token: token } = verified.data.session;

  const { data: claims } = await device.getClaims(token);
  assert.equal(claims.header.alg, "ES256");
  assert.equal(claims.claims.sub, user.id);

  assert.equal((await admin.signOut(token)).error, null);
  assert.ok((await device.getUser(token)).error);
});

test("who is banned does not come in", async () => {
  const user = await newUser();
  const banned = await admin.updateUserById(user.id, { ban_duration: "24h" });
  assert.ok(banned.data.user.banned_until);
  const refused = await client("public").signInWithPassword({ email: user.email, password });
  assert.equal(refused.error.code, "user_banned");
  assert.equal((await admin.updateUserById(user.id, { ban_duration: "none" })).error, null);
  assert.equal((await client("public").signInWithPassword({ email: user.email, password })).error, null);
});

test("somebody is invited", async () => {
  const email = newEmail();
  const { data, error } = await admin.inviteUserByEmail(email, { data: { name: "Ada" } });
  assert.equal(error, null);
  assert.equal(data.user.email, email);
  assert.ok(data.user.invited_at);
  const known = await newUser();
  assert.equal((await admin.inviteUserByEmail(known.email)).error.code, "email_exists");
});

test("nobody else administers", async () => {
  const { error } = await client("sb_secret_of_somebody_else").admin.listUsers();
  assert.equal(error.status, 403);
  assert.equal(error.code, "bad_jwt");
  const user = await newUser();
  const person = client("public");
  const { data } = await person.signInWithPassword({ email: user.email, password });
  const refused = await fetch(`${base}/auth/v1/admin/users`, {
    headers: { Authorization: `Bearer ${data.session.access_token}`, "X-Supabase-Api-Version": "2024-01-01" },
  });
  assert.equal(refused.status, 403);
  assert.equal((await refused.json()).code, "not_admin");
});
