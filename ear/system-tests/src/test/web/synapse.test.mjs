// A Matrix homeserver that lets people in with accounts of ours. SynapseIT starts both:
// AURALINK_URL=http://localhost:8080 SYNAPSE_URL=http://127.0.0.1:8008 node --test synapse.test.mjs
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { createClient } from "@supabase/supabase-js";

const base = process.env.AURALINK_URL;
const synapse = process.env.SYNAPSE_URL;
const after = "https://element.example.test/after";

/** Realtime is not used; Node 20 has no WebSocket of its own, and the client refuses to begin without one. */
class NoSocket {}

async function newPerson() {
  const auth = createClient(base, "public", {
    auth: { autoRefreshToken: false, persistSession: true, detectSessionInUrl: false, storage: memory() },
    realtime: { transport: NoSocket },
  }).auth;
  const name = `p${randomUUID().slice(0, 8)}`;
  const { error } = await auth.signUp({
    email: `${name}@example.test`,
    password: "correct horse 7",
    options: { data: { username: name, name: "Ada Lovelace" } },
  });
  assert.equal(error, null);
  return { auth, name };
}

function memory() {
  const stored = new Map();
  return {
    getItem: (name) => stored.get(name) ?? null,
    setItem: (name, value) => void stored.set(name, value),
    removeItem: (name) => void stored.delete(name),
  };
}

/** A browser at the homeserver: it keeps cookies, and does not follow by itself. */
function browser() {
  const cookies = new Map();
  return async (url) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(url, { redirect: "manual", headers: cookie ? { cookie } : {} });
    for (const set of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set);
      cookies.set(name, value);
    }
    return answer;
  };
}

/** @returns where the homeserver sends the browser with what it got from us */
async function signIn(person, open, decide) {
  const begun = await open(`${synapse}/_matrix/client/v3/login/sso/redirect/oidc-auralink?redirectUrl=${encodeURIComponent(after)}`);
  assert.equal(begun.status, 302, await begun.text());
  const authorize = new URL(begun.headers.get("location"));
  assert.equal(authorize.origin + authorize.pathname, `${base}/auth/v1/oauth/authorize`);
  const page = await fetch(authorize, { redirect: "manual" });
  assert.equal(page.status, 302, await page.text());
  const id = new URL(page.headers.get("location")).searchParams.get("authorization_id");
  assert.ok(id, page.headers.get("location"));
  return open(await decide(person.auth.oauth, id));
}

async function approve(oauth, id) {
  const details = await oauth.getAuthorizationDetails(id);
  assert.equal(details.error, null);
  if (details.data.redirect_url) return details.data.redirect_url;
  assert.equal(details.data.client.name, "Synapse");
  const approved = await oauth.approveAuthorization(id);
  assert.equal(approved.error, null);
  return approved.data.redirect_url;
}

async function logIn(landed) {
  assert.ok([302, 303].includes(landed.status), `${landed.status}: ${await landed.text()}`);
  const target = new URL(landed.headers.get("location"));
  assert.equal(target.origin + target.pathname, after);
  const answer = await fetch(`${synapse}/_matrix/client/v3/login`, {
    method: "POST",
    body: JSON.stringify({ type: "m.login.token", token: target.searchParams.get("loginToken") }),
  });
  assert.equal(answer.status, 200);
  return answer.json();
}

test("somebody signs in to the homeserver with the name in their AuraID, and is the same the next time", async () => {
  const person = await newPerson();
  const first = await logIn(await signIn(person, browser(), approve));
  assert.equal(first.user_id, `@${person.name}:matrix.example.test`);
  const profile = await fetch(`${synapse}/_matrix/client/v3/profile/${encodeURIComponent(first.user_id)}/displayname`);
  assert.equal((await profile.json()).displayname, "Ada Lovelace");
  const second = await logIn(await signIn(person, browser(), approve));
  assert.equal(second.user_id, first.user_id);
  assert.notEqual(second.access_token, first.access_token);

  const other = await logIn(await signIn(await newPerson(), browser(), approve));
  assert.notEqual(other.user_id, first.user_id);
});

test("who refuses is not signed in", async () => {
  const landed = await signIn(await newPerson(), browser(), async (oauth, id) => {
    assert.equal((await oauth.getAuthorizationDetails(id)).error, null);
    return (await oauth.denyAuthorization(id)).data.redirect_url;
  });
  assert.ok(landed.status >= 400 || landed.status === 200);
  assert.match(await landed.text(), /access_denied/);
  assert.equal(landed.headers.get("location"), null);
});
