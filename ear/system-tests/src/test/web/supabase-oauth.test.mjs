// Other systems let people in with accounts of ours: administered, and agreed to, with Supabase's published client, and used
// by openid-client, a certified relying party of OpenID Connect, against the running stack:
// AURALINK_URL=http://localhost:8080 AURALINK_SECRET_KEY=sb_secret_… node --test supabase-oauth.test.mjs
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { createClient } from "@supabase/supabase-js";
import * as oidc from "openid-client";

const base = process.env.AURALINK_URL ?? "http://localhost:8080";
const secret = process.env.AURALINK_SECRET_KEY;
const password = "correct horse 7";
const callback = "https://chat.example.test/callback";

/** Realtime is not used; Node 20 has no WebSocket of its own, and the client refuses to begin without one. */
class NoSocket {}

function client(key) {
  const stored = new Map();
  return createClient(base, key, {
    auth: {
      autoRefreshToken: false,
      detectSessionInUrl: false,
      storage: {
        getItem: (name) => stored.get(name) ?? null,
        setItem: (name, value) => void stored.set(name, value),
        removeItem: (name) => void stored.delete(name),
      },
    },
    realtime: { transport: NoSocket },
  }).auth;
}

const { admin } = client(secret);

async function newPerson() {
  const auth = client("public");
  const name = `p${randomUUID().slice(0, 8)}`;
  const email = `${name}@example.test`;
  const { data, error } = await auth.signUp({ email, password, options: { data: { username: name, name: "Ada" } } });
  assert.equal(error, null);
  return { auth, email, name, id: data.user.id, token: data.session.access_token };
}

async function newClient(more = {}) {
  const { data, error } = await admin.oauth.createClient({ client_name: "Chat", redirect_uris: [callback], ...more });
  assert.equal(error, null);
  return data;
}

/** A relying party that knows nothing but the address of the provider. */
function relyingParty(known, authentication) {
  return oidc.discovery(
    new URL(`${base}/auth/v1`),
    known.client_id,
    { client_secret: known.client_secret },
    authentication,
    { execute: [oidc.allowInsecureRequests] },
  );
}

/** Sends a browser to the provider; what it must keep until it comes back. */
async function begin(party, scope = "openid email profile", more = {}) {
  const verifier = oidc.randomPKCECodeVerifier();
  const kept = { pkceCodeVerifier: verifier, expectedState: oidc.randomState(), expectedNonce: oidc.randomNonce() };
  const url = oidc.buildAuthorizationUrl(party, {
    redirect_uri: callback,
    scope,
    state: kept.expectedState,
    nonce: kept.expectedNonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    ...more,
  });
  const answer = await fetch(url, { redirect: "manual" });
  assert.equal(answer.status, 302);
  assert.equal(answer.headers.get("cache-control"), "no-store");
  return { kept, target: new URL(answer.headers.get("location")) };
}

/** The person comes to the page of consent, and agrees. @returns where the browser goes */
async function agree(person, target) {
  assert.equal(target.pathname, "/oauth/consent");
  const id = target.searchParams.get("authorization_id");
  const { data: details, error } = await person.auth.oauth.getAuthorizationDetails(id);
  assert.equal(error, null);
  assert.equal(details.authorization_id, id);
  assert.equal(details.client.name, "Chat");
  assert.equal(details.user.email, person.email);
  const approved = await person.auth.oauth.approveAuthorization(id);
  assert.equal(approved.error, null);
  return new URL(approved.data.redirect_url);
}

test("systems are administered", async () => {
  const made = await newClient({ client_uri: "https://chat.example.test" });
  assert.equal(made.client_type, "confidential");
  assert.equal(made.registration_type, "manual");
  assert.ok(made.client_secret);
  const read = await admin.oauth.getClient(made.client_id);
  assert.equal(read.data.client_secret, undefined);
  assert.deepEqual(read.data.redirect_uris, [callback]);
  const changed = await admin.oauth.updateClient(made.client_id, { client_name: "Other" });
  assert.equal(changed.data.client_name, "Other");
  const renewed = await admin.oauth.regenerateClientSecret(made.client_id);
  assert.notEqual(renewed.data.client_secret, made.client_secret);
  const page = await admin.oauth.listClients({ page: 1, perPage: 1 });
  assert.equal(page.error, null);
  assert.equal(page.data.clients.length, 1);
  assert.ok(page.data.total >= 1);
  assert.equal((await admin.oauth.listClients()).error, null);
  assert.equal((await admin.oauth.deleteClient(made.client_id)).error, null);
  assert.equal((await admin.oauth.getClient(made.client_id)).error.code, "oauth_client_not_found");
  const stranger = await client("public").admin.oauth.listClients();
  assert.ok(stranger.error);
});

test("a relying party signs somebody in, refreshes, and reads who they are", async () => {
  const known = await newClient();
  const person = await newPerson();
  const party = await relyingParty(known, oidc.ClientSecretBasic(known.client_secret));
  assert.equal(party.serverMetadata().supportsPKCE(), true);

  const { kept, target } = await begin(party);
  const back = await agree(person, target);
  const tokens = await oidc.authorizationCodeGrant(party, back, { ...kept, idTokenExpected: true });
  const claims = tokens.claims();
  assert.equal(claims.sub, person.id);
  assert.equal(claims.email, person.email);
  assert.equal(claims.preferred_username, person.name);
  assert.equal(claims.name, "Ada");
  assert.ok(claims.auth_time);
  const info = await oidc.fetchUserInfo(party, tokens.access_token, person.id);
  assert.equal(info.email, person.email);

  const refreshed = await oidc.refreshTokenGrant(party, tokens.refresh_token);
  assert.notEqual(refreshed.refresh_token, tokens.refresh_token);
  await assert.rejects(oidc.authorizationCodeGrant(party, back, kept), { error: "invalid_grant" });
  await assert.rejects(oidc.fetchUserInfo(party, refreshed.access_token, person.id));

  // Agreed before: the browser goes straight back.
  const again = await begin(party);
  const { data } = await person.auth.oauth.getAuthorizationDetails(again.target.searchParams.get("authorization_id"));
  assert.deepEqual(Object.keys(data), ["redirect_url"]);
  const second = await oidc.authorizationCodeGrant(party, new URL(data.redirect_url), again.kept);

  const { data: grants } = await person.auth.oauth.listGrants();
  assert.equal(grants.length, 1);
  assert.equal(grants[0].client.id, known.client_id);
  assert.deepEqual(grants[0].scopes, ["openid", "profile", "email"]);
  assert.equal((await person.auth.oauth.revokeGrant({ clientId: known.client_id })).error, null);
  assert.deepEqual((await person.auth.oauth.listGrants()).data, []);
  await assert.rejects(oidc.refreshTokenGrant(party, second.refresh_token), { error: "invalid_grant" });
});

test("who refuses sends the browser back without a code", async () => {
  const known = await newClient();
  const person = await newPerson();
  const party = await relyingParty(known, oidc.ClientSecretBasic(known.client_secret));
  const { kept, target } = await begin(party);
  const id = target.searchParams.get("authorization_id");
  assert.equal((await person.auth.oauth.getAuthorizationDetails(id)).error, null);
  const denied = await person.auth.oauth.denyAuthorization(id);
  assert.equal(denied.error, null);
  await assert.rejects(oidc.authorizationCodeGrant(party, new URL(denied.data.redirect_url), kept), {
    error: "access_denied",
  });
  const gone = await person.auth.oauth.getAuthorizationDetails(id);
  assert.equal(gone.error.code, "oauth_authorization_not_found");
});

test("a program without a secret, and one that posts its own, get tokens", async () => {
  const person = await newPerson();
  for (const method of ["none", "client_secret_post"]) {
    const known = await newClient({ token_endpoint_auth_method: method });
    const authentication = method === "none" ? oidc.None() : oidc.ClientSecretPost(known.client_secret);
    const party = await relyingParty(known, authentication);
    const { kept, target } = await begin(party);
    const tokens = await oidc.authorizationCodeGrant(party, await agree(person, target), kept);
    assert.equal(tokens.claims().aud, known.client_id);
  }
});

test("a client's token reads who signed in, as far as they agreed, and opens nothing else", async () => {
  const known = await newClient();
  const person = await newPerson();
  const party = await relyingParty(known, oidc.ClientSecretBasic(known.client_secret));
  const { kept, target } = await begin(party, "openid");
  const tokens = await oidc.authorizationCodeGrant(party, await agree(person, target), kept);

  const ask = (method, path, body) =>
    fetch(base + path, {
      method,
      headers: { authorization: `Bearer ${tokens.access_token}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
  const user = await ask("GET", "/auth/v1/user");
  assert.equal(user.status, 200);
  const seen = await user.json();
  assert.equal(seen.id, person.id);
  assert.equal(seen.email, "");
  assert.deepEqual(seen.user_metadata, {});
  for (const [method, path, body] of [
    ["PUT", "/auth/v1/user", { data: { name: "Eve" } }],
    ["POST", "/auth/v1/logout", undefined],
    ["POST", "/auth/v1/factors", { factor_type: "totp" }],
    ["GET", "/auth/v1/reauthenticate", undefined],
    ["GET", "/auth/v1/passkeys", undefined],
    ["GET", "/auth/v1/user/oauth/grants", undefined],
    ["GET", "/api/v1/calls", undefined],
    ["POST", "/api/v1/calls", { name: "x" }],
    ["GET", "/api/v1/me/sessions", undefined],
  ]) {
    const answer = await ask(method, path, body);
    assert.equal(answer.status, 403, `${method} ${path}: ${await answer.text()}`);
  }
  const refresh = await client("public").refreshSession({ refresh_token: tokens.refresh_token });
  assert.equal(refresh.error.code, "refresh_token_not_found");
});

test("what is wrong is told in OAuth's words", async () => {
  const known = await newClient();
  const post = (form, headers = {}) =>
    fetch(`${base}/auth/v1/oauth/token`, { method: "POST", body: new URLSearchParams(form), headers });
  const basic = { authorization: `Basic ${btoa(`${known.client_id}:${known.client_secret}`)}` };
  const wrong = await post({ grant_type: "authorization_code", code: "x" }, { authorization: `Basic ${btoa("x:y")}` });
  assert.equal(wrong.status, 401);
  assert.match(wrong.headers.get("www-authenticate"), /^Basic realm=/);
  assert.equal((await wrong.json()).error, "invalid_client");
  const grant = await post({ grant_type: "authorization_code", code: "x", code_verifier: "v".repeat(43) }, basic);
  assert.equal(grant.status, 400);
  assert.equal(grant.headers.get("cache-control"), "no-store");
  assert.equal((await grant.json()).error, "invalid_grant");
  assert.equal((await (await post({ grant_type: "password" }, basic)).json()).error, "unsupported_grant_type");
  const json = await fetch(`${base}/auth/v1/oauth/token`, {
    method: "POST",
    headers: { ...basic, "content-type": "application/json" },
    body: JSON.stringify({ grant_type: "refresh_token", refresh_token: "x" }),
  });
  assert.equal((await json.json()).error, "invalid_grant");
  const broken = await fetch(`${base}/auth/v1/oauth/token`, {
    method: "POST",
    headers: { ...basic, "content-type": "application/json" },
    body: "{",
  });
  assert.equal((await broken.json()).error, "invalid_request");
  const info = await fetch(`${base}/auth/v1/oauth/userinfo`, { method: "POST", headers: { authorization: "Bearer x" } });
  assert.equal(info.status, 401);
  assert.equal(info.headers.get("www-authenticate"), 'Bearer error="invalid_token"');
  assert.equal((await info.json()).error, "invalid_token");

  // Nobody is sent to a page that is not the client's, and no header chooses where anything is.
  const query = new URLSearchParams({ client_id: known.client_id, redirect_uri: "https://evil.example/", response_type: "code" });
  const astray = await fetch(`${base}/auth/v1/oauth/authorize?${query}`, { redirect: "manual" });
  assert.equal(astray.status, 400);
  assert.equal(astray.headers.get("location"), null);
  const metadata = await fetch(`${base}/auth/v1/.well-known/oauth-authorization-server`, {
    headers: { "x-forwarded-host": "evil.example", forwarded: "host=evil.example" },
  });
  const said = await metadata.json();
  assert.equal(said.issuer, `${base}/auth/v1`);
  assert.doesNotMatch(JSON.stringify(said), /evil/);
  assert.equal(said.registration_endpoint, undefined);
  const registration = await fetch(`${base}/auth/v1/oauth/clients/register`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ redirect_uris: [callback] }),
  });
  assert.equal(registration.status, 403);
  assert.equal((await registration.json()).error_code, "oauth_dynamic_client_registration_disabled");
});
