// Accounts by mail with Supabase's published client, in both of its flows, against the running stack and its mailbox:
// AURALINK_URL=http://localhost:8080 node --test supabase-accounts.test.mjs
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { createClient } from "@supabase/supabase-js";

const base = process.env.AURALINK_URL ?? "http://localhost:8080";
const site = "https://app.example.test/after";
const password = "correct horse 7";
const deadlineMillis = 20_000;

/** Realtime is not used; Node 20 has no WebSocket of its own, and the client refuses to begin without one. */
class NoSocket {}

/** One device, with storage of its own. */
function device(flowType = "implicit") {
  const stored = new Map();
  return createClient(base, "public", {
    auth: {
      flowType,
      autoRefreshToken: false,
      detectSessionInUrl: false,
      storage: {
        getItem: (key) => stored.get(key) ?? null,
        setItem: (key, value) => void stored.set(key, value),
        removeItem: (key) => void stored.delete(key),
      },
    },
    realtime: { transport: NoSocket },
  }).auth;
}

function newEmail() {
  return `person-${randomUUID()}@example.test`;
}

async function newPerson(flowType) {
  const auth = device(flowType);
  const email = newEmail();
  const { data, error } = await auth.signUp({ email, password });
  assert.equal(error, null);
  return { auth, email, ...data };
}

const read = new Set();

/** The newest mail of a kind to an address that was not read yet, as soon as it is there. */
async function mail(to, kind) {
  const end = Date.now() + deadlineMillis;
  for (;;) {
    const answer = await fetch(`${base}/dev/mailbox/messages?to=${encodeURIComponent(to)}`);
    assert.equal(answer.status, 200);
    const found = (await answer.json()).items.find((item) => item.kind === kind && !read.has(item.id));
    if (found) {
      read.add(found.id);
      return found;
    }
    assert.ok(Date.now() < end, `no mail of the kind ${kind} came`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Opens a link as a browser does. @returns where it leads, with what stands in query and fragment */
async function open(link) {
  const answer = await fetch(link, { redirect: "manual" });
  assert.equal(answer.status, 303);
  assert.equal(answer.headers.get("cache-control"), "no-store");
  const target = new URL(answer.headers.get("location"));
  return { page: target.origin + target.pathname, query: target.searchParams, fragment: new URLSearchParams(target.hash.slice(1)) };
}

/** What a page does with where it was opened: takes the session, or fetches it with the code. */
async function land(auth, flowType, landing) {
  if (flowType === "pkce") {
    const { data, error } = await auth.exchangeCodeForSession(landing.query.get("code"));
    assert.equal(error, null);
    return data;
  }
  const { data, error } = await auth.setSession({
    access_token: landing.fragment.get("access_token"),
    refresh_token: landing.fragment.get("refresh_token"),
  });
  assert.equal(error, null);
  return data;
}

for (const flowType of ["implicit", "pkce"]) {
  test(`${flowType}: a forgotten password is recovered by mail`, async () => {
    const { email, user } = await newPerson();
    const auth = device(flowType);
    assert.equal((await auth.resetPasswordForEmail(email, { redirectTo: site })).error, null);
    const { link } = await mail(email, "recovery");
    assert.equal((await fetch(link, { method: "HEAD", redirect: "manual" })).status, 204);
    const landing = await open(link);
    assert.equal(landing.page, site);
    const { session } = await land(auth, flowType, landing);
    assert.equal(session.user.id, user.id);
    assert.equal((await auth.updateUser({ password })).error.code, "same_password");
    assert.equal((await auth.updateUser({ password: "short" })).error.name, "AuthWeakPasswordError");
    assert.equal((await auth.updateUser({ password: "battery staple 8" })).error, null);
    assert.equal((await device().signInWithPassword({ email, password })).error.code, "invalid_credentials");
    assert.equal((await device().signInWithPassword({ email, password: "battery staple 8" })).error, null);
    const again = await open(link);
    assert.equal(again.fragment.get("error"), "access_denied");
    assert.equal(again.fragment.get("error_code"), "otp_expired");
    assert.equal(again.query.get("error_code"), flowType === "pkce" ? "otp_expired" : null);
  });

  test(`${flowType}: a link signs in whoever reads the mail, and makes their account`, async () => {
    const email = newEmail();
    const auth = device(flowType);
    const unknown = await auth.signInWithOtp({ email, options: { shouldCreateUser: false } });
    assert.equal(unknown.error.code, "otp_disabled");
    const other = newEmail();
    const options = { emailRedirectTo: site, data: { name: "Ada" } };
    assert.equal((await auth.signInWithOtp({ email: other, options })).error, null);
    const first = await mail(other, "confirmation");
    const { session } = await land(auth, flowType, await open(first.link));
    assert.equal(session.user.user_metadata.name, "Ada");
    assert.ok(session.user.email_confirmed_at);
    const twice = await auth.signInWithOtp({ email: other, options });
    assert.equal(twice.error.status, 429);
    assert.equal(twice.error.code, "over_email_send_rate_limit");
  });

  test(`${flowType}: a new address counts when both addresses have agreed`, async () => {
    const { auth, email, user } = await newPerson(flowType);
    const wish = newEmail();
    const { data, error } = await auth.updateUser({ email: wish }, { emailRedirectTo: site });
    assert.equal(error, null);
    assert.equal(data.user.email, email);
    assert.equal(data.user.new_email, wish);
    const half = await open((await mail(email, "email_change")).link);
    assert.match(half.fragment.get("message"), /other email/);
    const landing = await open((await mail(wish, "email_change")).link);
    if (flowType === "pkce") {
      // auth-js has forgotten its verifier by then: it does so whenever it keeps a session, as after updateUser.
      assert.ok(landing.query.get("code"));
    } else {
      const { session } = await land(auth, flowType, landing);
      assert.equal(session.user.id, user.id);
      assert.equal(session.user.email, wish);
    }
    assert.equal((await device().signInWithPassword({ email: wish, password })).error, null);
    const other = await newPerson();
    const taken = await (await newPerson()).auth.updateUser({ email: other.email });
    assert.equal(taken.error.status, 422);
    assert.equal(taken.error.code, "email_exists");
  });
}

test("codes work instead of links", async () => {
  const { email } = await newPerson();
  await device().resetPasswordForEmail(email);
  const { code } = await mail(email, "recovery");
  assert.match(code, /^\d{6}$/);
  const wrong = await device().verifyOtp({ email, token: code === "000000" ? "000001" : "000000", type: "recovery" });
  assert.equal(wrong.error.status, 403);
  assert.equal(wrong.error.code, "otp_expired");
  assert.equal(wrong.error.message, "Token has expired or is invalid");
  const { data, error } = await device().verifyOtp({ email, token: code, type: "recovery" });
  assert.equal(error, null);
  assert.equal(data.user.email, email);
  assert.equal((await device().verifyOtp({ email, token: code, type: "recovery" })).error.code, "otp_expired");
});

test("the token of a link works in the client's own hands", async () => {
  const { email } = await newPerson();
  await device().resetPasswordForEmail(email);
  const token = new URL((await mail(email, "recovery")).link).searchParams.get("token");
  const { data, error } = await device().verifyOtp({ token_hash: token, type: "recovery" });
  assert.equal(error, null);
  assert.equal(data.session.user.email, email);
});

test("mails come once more", async () => {
  const { auth, email } = await newPerson();
  const wish = newEmail();
  await auth.updateUser({ email: wish });
  const old = await mail(wish, "email_change");
  assert.equal((await auth.resend({ type: "email_change", email })).error, null);
  const fresh = await mail(wish, "email_change");
  assert.notEqual(fresh.code, old.code);
  const outdated = await device().verifyOtp({ email: wish, token: old.code, type: "email_change" });
  assert.equal(outdated.error.code, "otp_expired");
  const first = await device().verifyOtp({ email: wish, token: fresh.code, type: "email_change" });
  assert.equal(first.error, null);
  assert.equal(first.data.session, null);

  const newcomer = newEmail();
  await device().signInWithOtp({ email: newcomer });
  await mail(newcomer, "confirmation");
  assert.equal((await device().resend({ type: "signup", email: newcomer })).error, null);
  const { code } = await mail(newcomer, "confirmation");
  assert.equal((await device().verifyOtp({ email: newcomer, token: code, type: "signup" })).error, null);
  assert.equal((await device().resend({ type: "signup", email: newEmail() })).error, null);
});

test("reauthenticate sends a code to who is signed in", async () => {
  const { auth, email } = await newPerson();
  const { data, error } = await auth.reauthenticate();
  assert.equal(error, null);
  assert.deepEqual(data, { user: null, session: null });
  assert.match((await mail(email, "reauthentication")).code, /^\d{6}$/);
  assert.equal((await device().reauthenticate()).error.name, "AuthSessionMissingError");
});

test("updateUser merges what people say about themselves, and null takes away", async () => {
  const { auth } = await newPerson();
  await auth.updateUser({ data: { a: 1, b: 2 } });
  const { data, error } = await auth.updateUser({ data: { a: null, c: 3 } });
  assert.equal(error, null);
  assert.deepEqual(data.user.user_metadata, { b: 2, c: 3 });
  assert.deepEqual((await auth.getUser()).data.user.user_metadata, { b: 2, c: 3 });
});

test("a new password ends the other sessions", async () => {
  const { auth, email } = await newPerson();
  const phone = device();
  await phone.signInWithPassword({ email, password });
  assert.equal((await auth.updateUser({ password: "battery staple 8" })).error, null);
  assert.equal((await phone.getUser()).error.name, "AuthSessionMissingError");
  assert.equal((await auth.getUser()).error, null);
});

test("nobody becomes somebody", async () => {
  const auth = device();
  const { data, error } = await auth.signInAnonymously({ options: { data: { color: "red" } } });
  assert.equal(error, null);
  assert.equal(data.user.is_anonymous, true);
  assert.equal(data.user.email, "");
  assert.deepEqual(data.user.user_metadata, { color: "red" });
  const email = newEmail();
  const known = await auth.updateUser({ email, password });
  assert.equal(known.error, null);
  assert.equal(known.data.user.is_anonymous, false);
  const again = await device().signInWithPassword({ email, password });
  assert.equal(again.data.user.id, data.user.id);
});

test("a code in foreign hands is worth nothing", async () => {
  const { email } = await newPerson();
  const auth = device("pkce");
  await auth.resetPasswordForEmail(email, { redirectTo: site });
  const landing = await open((await mail(email, "recovery")).link);
  const thief = device("pkce");
  await thief.resetPasswordForEmail(newEmail());
  const stolen = await thief.exchangeCodeForSession(landing.query.get("code"));
  assert.equal(stolen.error.status, 400);
  assert.equal(stolen.error.code, "bad_code_verifier");
  await land(auth, "pkce", landing);
  const invented = device("pkce");
  await invented.resetPasswordForEmail(newEmail());
  const unknown = await invented.exchangeCodeForSession(randomUUID());
  assert.equal(unknown.error.status, 404);
  assert.equal(unknown.error.code, "flow_state_not_found");
});

test("nobody is sent to a page that the operator does not know", async () => {
  for (const redirectTo of ["https://evil.example/", "https://app.example.test@evil.example/", "//evil.example", "javascript:alert(1)"]) {
    const target = `${base}/auth/v1/verify?token=none&type=recovery&redirect_to=${encodeURIComponent(redirectTo)}`;
    const landing = await open(target);
    assert.equal(landing.page, `${base}/`, redirectTo);
    assert.equal(landing.fragment.get("error_code"), "otp_expired");
  }
});

test("what needs a provider that is not there is refused in Supabase's words", async () => {
  const sso = await device().signInWithSSO({ domain: "example.test" });
  assert.equal(sso.error.message, "SAML 2.0 is disabled");
  assert.equal(sso.error.code, "saml_provider_disabled");
  const wallet = await device().signInWithWeb3({ chain: "solana", message: "a message", signature: new Uint8Array(64) });
  assert.equal(wallet.error.code, "web3_provider_disabled");
  const phone = await device().signInWithOtp({ phone: "+15550100" });
  assert.equal(phone.error.code, "phone_provider_disabled");
  const text = await device().verifyOtp({ phone: "+15550100", token: "123456", type: "sms" });
  assert.equal(text.error.status, 403);
  assert.equal(text.error.message, "Token has expired or is invalid");
  const odd = await device().verifyOtp({ phone: "+15550100-x", token: "123456", type: "sms" });
  assert.equal(odd.error.message, "Invalid phone number format (E.164 required)");
});
