// Supabase's own client against /auth/v1 of the running stack: AURALINK_URL=http://localhost:8080 node --test supabase-auth.test.mjs
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { AuthClient } from "@supabase/auth-js";

const url = `${process.env.AURALINK_URL ?? "http://localhost:8080"}/auth/v1`;
const password = "correct horse 7";

/** One device: a client with storage of its own. */
function device() {
  const stored = new Map();
  return new AuthClient({
    url,
    headers: { apikey: "public", Authorization: "Bearer public" },
    autoRefreshToken: false,
    persistSession: true,
    storage: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
    },
  });
}

function newEmail() {
  return `person-${randomUUID()}@example.test`;
}

/** @returns a device on which a new person is signed in, and their address */
async function newPerson(data = {}) {
  const auth = device();
  const email = newEmail();
  const { data: answer, error } = await auth.signUp({ email, password, options: { data } });
  assert.equal(error, null);
  return { auth, email, ...answer };
}

test("signUp answers with a session and an account that has an AuraID and an organization", async () => {
  const name = `ada${Math.floor(Math.random() * 1e9)}`;
  const { session, user, email } = await newPerson({ username: name, name: "Ada" });
  assert.equal(session.token_type, "bearer");
  assert.equal(session.expires_in, 3600);
  assert.equal(user.email, email);
  assert.equal(user.aud, "authenticated");
  assert.equal(user.role, "authenticated");
  assert.equal(user.phone, "");
  assert.equal(user.is_anonymous, false);
  assert.ok(user.email_confirmed_at);
  assert.deepEqual(user.user_metadata, { username: name, name: "Ada" });
  assert.equal(user.app_metadata.provider, "email");
  assert.deepEqual(user.app_metadata.providers, ["email"]);
  assert.equal(user.app_metadata.aura_id, `@${name}.aura`);
  assert.match(user.app_metadata.organization_id, /^[0-9a-f-]{36}$/);
  assert.equal(user.identities.length, 1);
  assert.equal(user.identities[0].provider, "email");
  assert.equal(user.identities[0].user_id, user.id);
});

test("the same address cannot sign up twice, in whatever case", async () => {
  const { email } = await newPerson();
  const { error } = await device().signUp({ email: email.toUpperCase(), password });
  assert.equal(error.status, 422);
  assert.equal(error.code, "user_already_exists");
  assert.equal(error.message, "User already registered");
});

test("a weak password is refused as such", async () => {
  const { error } = await device().signUp({ email: newEmail(), password: "short" });
  assert.equal(error.name, "AuthWeakPasswordError");
  assert.equal(error.code, "weak_password");
  assert.equal(error.status, 422);
  assert.deepEqual(error.reasons, ["length"]);
  assert.equal(error.message, "Password should be at least 8 characters.");
  const common = await device().signUp({ email: newEmail(), password: "Password1" });
  assert.equal(common.error.name, "AuthWeakPasswordError");
  assert.deepEqual(common.error.reasons, ["pwned"]);
});

test("a reserved name is refused by its field", async () => {
  const { error } = await device().signUp({ email: newEmail(), password, options: { data: { username: "Adm1n" } } });
  assert.equal(error.status, 400);
  assert.equal(error.code, "validation_failed");
  assert.match(error.message, /data\.username/);
});

test("a malformed address and a password of 73 bytes are refused with a code", async () => {
  const malformed = await device().signUp({ email: "not an address", password });
  assert.equal(malformed.error.status, 400);
  assert.equal(malformed.error.code, "validation_failed");
  assert.equal(malformed.error.message, "Unable to validate email address: invalid format");
  const long = await device().signUp({ email: newEmail(), password: "x".repeat(73) });
  assert.equal(long.error.status, 400);
  assert.equal(long.error.code, "validation_failed");
});

test("signInWithPassword opens a second session, and a wrong password tells nothing", async () => {
  const { email, user } = await newPerson();
  const { data, error } = await device().signInWithPassword({ email, password });
  assert.equal(error, null);
  assert.equal(data.user.id, user.id);
  for (const credentials of [
    { email, password: "wrong password" },
    { email: newEmail(), password },
  ]) {
    const refused = await device().signInWithPassword(credentials);
    assert.equal(refused.error.status, 400);
    assert.equal(refused.error.code, "invalid_credentials");
    assert.equal(refused.error.message, "Invalid login credentials");
  }
});

test("getUser shows the account, and getClaims verifies the token with the published key", async () => {
  const { auth, user, session } = await newPerson({ name: "Grace" });
  const shown = await auth.getUser();
  assert.equal(shown.error, null);
  assert.equal(shown.data.user.id, user.id);
  const { data, error } = await auth.getClaims();
  assert.equal(error, null);
  assert.equal(data.header.alg, "ES256");
  assert.ok(data.header.kid);
  assert.equal(data.claims.sub, user.id);
  assert.equal(data.claims.aud, "authenticated");
  assert.equal(data.claims.role, "authenticated");
  assert.equal(data.claims.aal, "aal1");
  assert.equal(data.claims.amr[0].method, "password");
  assert.equal(data.claims.user_metadata.name, "Grace");
  assert.equal(data.claims.exp, session.expires_at);
  assert.ok(data.claims.session_id);
});

test("refreshSession rotates the token; the one before answers with the same successor", async () => {
  const { auth, session } = await newPerson();
  const first = await auth.refreshSession();
  assert.equal(first.error, null);
  assert.notEqual(first.data.session.refresh_token, session.refresh_token);
  const repeated = await device().refreshSession({ refresh_token: session.refresh_token });
  assert.equal(repeated.error, null);
  assert.equal(repeated.data.session.refresh_token, first.data.session.refresh_token);
  const unknown = await device().refreshSession({ refresh_token: "unknown" });
  assert.equal(unknown.error.status, 400);
  assert.equal(unknown.error.code, "refresh_token_not_found");
});

test("eight refreshes at once leave one working session", async () => {
  const { session } = await newPerson();
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => device().refreshSession({ refresh_token: session.refresh_token })),
  );
  assert.deepEqual(answers.map((answer) => answer.error), Array(8).fill(null));
  const successors = new Set(answers.map((answer) => answer.data.session.refresh_token));
  assert.equal(successors.size, 1);
  const [successor] = successors;
  assert.equal((await device().refreshSession({ refresh_token: successor })).error, null);
});

test("a session is carried to another device, and what is no session is not", async () => {
  const { session } = await newPerson();
  const other = device();
  const carried = await other.setSession({ access_token: session.access_token, refresh_token: session.refresh_token });
  assert.equal(carried.error, null);
  const updated = await other.updateUser({ data: { hello: "world" } });
  assert.equal(updated.error, null);
  assert.equal(updated.data.user.user_metadata.hello, "world");
  const [header, payload] = session.access_token.split(".");
  const forged = await device().getUser(`${header}.${payload}.${"A".repeat(86)}`);
  assert.equal(forged.error.status, 403);
  assert.equal(forged.error.code, "bad_jwt");
  assert.match(forged.error.message, /^invalid JWT: unable to parse or verify signature, /);
});

test("people see how they are known", async () => {
  const { auth, email } = await newPerson();
  const { data, error } = await auth.getUserIdentities();
  assert.equal(error, null);
  assert.equal(data.identities.length, 1);
  assert.equal(data.identities[0].provider, "email");
  assert.equal(data.identities[0].identity_data.email, email);
  assert.equal((await device().getUserIdentities()).error.name, "AuthSessionMissingError");
});

test("whoever is not signed in changes nothing, and app_metadata is not one's own", async () => {
  assert.equal((await device().updateUser({ data: { a: 1 } })).error.name, "AuthSessionMissingError");
  const { session } = await newPerson();
  const put = async (headers) => {
    const answer = await fetch(`${url}/user`, {
      method: "PUT",
      headers: { "content-type": "application/json", "x-supabase-api-version": "2024-01-01", ...headers },
      body: JSON.stringify({ app_metadata: { role: "admin" } }),
    });
    return { status: answer.status, ...(await answer.json()) };
  };
  assert.equal((await put({})).status, 401);
  const refused = await put({ authorization: `Bearer ${session.access_token}` });
  assert.equal(refused.status, 403);
  assert.equal(refused.code, "not_admin");
});

test("signOut ends this session, the others, or all, at once", async () => {
  const { auth, email, session } = await newPerson();
  const phone = device();
  const laptop = device();
  await phone.signInWithPassword({ email, password });
  await laptop.signInWithPassword({ email, password });
  const isIn = async (jwt) => (await device().getUser(jwt)).error === null;
  const phoneToken = (await phone.getSession()).data.session.access_token;
  const laptopToken = (await laptop.getSession()).data.session.access_token;

  assert.equal((await laptop.signOut({ scope: "local" })).error, null);
  assert.deepEqual([await isIn(laptopToken), await isIn(phoneToken), await isIn(session.access_token)], [false, true, true]);

  assert.equal((await phone.signOut({ scope: "others" })).error, null);
  assert.deepEqual([await isIn(phoneToken), await isIn(session.access_token)], [true, false]);

  assert.equal((await phone.signOut({ scope: "global" })).error, null);
  assert.equal(await isIn(phoneToken), false);
  const gone = await device().getUser(phoneToken);
  assert.equal(gone.error.name, "AuthSessionMissingError");
  assert.equal((await auth.refreshSession()).error.code, "refresh_token_not_found");
});

test("errors have the older shape for clients that do not name a version", async () => {
  const answer = await fetch(`${url}/token?grant_type=password`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: newEmail(), password }),
  });
  const body = await answer.json();
  assert.equal(answer.status, 400);
  assert.equal(body.code, 400);
  assert.equal(body.error_code, "invalid_credentials");
  assert.equal(body.msg, "Invalid login credentials");
  assert.equal(answer.headers.get("x-sb-error-code"), "invalid_credentials");
});

test("what is no request for a token is refused by its reason", async () => {
  const post = async (query, body, headers = {}) => {
    const answer = await fetch(`${url}/token?${query}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-supabase-api-version": "2024-01-01", ...headers },
      body,
    });
    return { status: answer.status, version: answer.headers.get("x-supabase-api-version"), ...(await answer.json()) };
  };
  const unsupported = await post("grant_type=device_code", "{}");
  assert.deepEqual(unsupported, {
    status: 400,
    version: "2024-01-01",
    code: "invalid_credentials",
    message: "unsupported_grant_type",
  });
  const noToken = await post("grant_type=refresh_token", "{}");
  assert.equal(noToken.status, 400);
  assert.equal(noToken.error, "invalid_request");
  const number = await post("grant_type=password", '{"email":"a@example.test","password":1234567}');
  assert.equal(number.status, 400);
  assert.match(number.message, /password must be a string/);
  const broken = await post("grant_type=password", '{"email":');
  assert.equal(broken.status, 400);
  assert.equal(broken.code, "bad_json");
  const large = await post("grant_type=password", JSON.stringify({ email: "x".repeat(1_100_000) }));
  assert.equal(large.status, 413);
  assert.equal(large.code, "request_entity_too_large");
  const text = await post("grant_type=password", "email=a", { "content-type": "text/plain" });
  assert.equal(text.status, 415);
});

test("pages of any origin may call", async () => {
  const preflight = await fetch(`${url}/token?grant_type=password`, {
    method: "OPTIONS",
    headers: {
      origin: "https://app.example.test",
      "access-control-request-method": "POST",
      "access-control-request-headers": "apikey,authorization,content-type,x-client-info,x-supabase-api-version",
    },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get("access-control-allow-origin"), "*");
  for (const header of ["apikey", "authorization", "content-type", "x-client-info", "x-supabase-api-version"]) {
    assert.ok(preflight.headers.get("access-control-allow-headers").toLowerCase().includes(header), header);
  }
  const refused = await fetch(`${url}/user`, { headers: { origin: "https://app.example.test" } });
  assert.equal(refused.status, 401);
  assert.equal(refused.headers.get("access-control-allow-origin"), "*");
});
