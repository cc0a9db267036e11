// What participants send each other besides media, with livekit-client in Firefox, and Chromium at the other end:
// AURALINK_URL=ws://127.0.0.1:7880 node --test firefox-data.test.mjs
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { chromium, firefox } from "./browsers.mjs";
import { close, CONNECTIONS, open, Peer } from "./peers.mjs";

const MEGABYTE = 1_000_000;

/** Joins without media, and keeps what comes. */
async function join(browser, room, identity, options) {
  const peer = await Peer.join(browser, room, identity, { audio: false, video: false, ...options });
  await peer.data("listen", { topics: ["text", "file"] });
  return peer;
}

const texts = (messages) => messages.map(({ from, text }) => `${from}: ${text}`);

let fox;
let chrome;

before(async () => {
  await open();
  [fox, chrome] = await Promise.all([firefox(), chromium()]);
});

after(async () => {
  await Promise.all([fox?.close(), chrome?.close()]);
  close();
});

for (const [name, options] of Object.entries(CONNECTIONS)) {
  describe(`over ${name} connection(s), Firefox`, { timeout: 90_000 }, () => {
    const room = `firefox-${name}`;
    let ada;
    let bob;

    before(async () => {
      ada = await join(fox, room, "ada", options);
      bob = await join(chrome, room, "bob", options);
    });

    test("sends messages and gets them", async () => {
      for (const reliable of [true, false]) {
        const topic = `reliable-${reliable}`;
        await ada.data("publish", { text: "from a fox", topic, reliable, to: ["bob"] });
        await bob.data("publish", { text: "to a fox", topic, reliable });
        assert.deepEqual(texts(await bob.dataOf("messages", topic, 1)), ["ada: from a fox"]);
        assert.deepEqual(texts(await ada.dataOf("messages", topic, 1)), ["bob: to a fox"]);
      }
      await ada.data("chat", "Grüße");
      assert.deepEqual(texts(await bob.dataOf("messages", "chat", 1)), ["ada: Grüße"]);
    });

    test("calls and is called", async () => {
      const payload = "abcdefgh".repeat(1_800);
      const backwards = [...payload].reverse().join("");
      assert.deepEqual(await ada.data("call", { to: "bob", method: "backwards", payload }), { result: backwards });
      assert.deepEqual(await bob.data("call", { to: "ada", method: "backwards", payload }), { result: backwards });
      assert.equal((await ada.data("call", { to: "bob", method: "unheard-of" })).code, 1400);
      assert.equal((await bob.data("call", { to: "ada", method: "refuse" })).code, 4711);
      assert.equal((await bob.data("call", { to: "ada", method: "fail" })).code, 1500);
    });

    test("sends streams of a megabyte and gets them", async () => {
      const text = await ada.data("sendText", { topic: "text", length: MEGABYTE, seed: 11 });
      const file = await bob.data("sendFile", { topic: "file", length: MEGABYTE, seed: 12 });
      assert.deepEqual(await bob.dataOf("streams", "text", 1), [{ from: "ada", topic: "text", ...text }]);
      assert.deepEqual(await ada.dataOf("streams", "file", 1), [{ from: "bob", topic: "file", name: "noise.bin", ...file }]);
    });

    test("sends frames of a data track and gets them", async () => {
      for (const [publisher, from, receiver] of [[ada, "ada", bob], [bob, "bob", ada]]) {
        const track = `gps-${from}`;
        assert.deepEqual(await publisher.data("publishTrack", track), {});
        await receiver.data("receiveTrack", { from, name: track });
        while ((await receiver.data("knocks", track)).length === 0) await publisher.data("knock", track);
        const sent = await publisher.data("pushFrames", { name: track, count: 20, length: 5_000 });
        const frames = await receiver.dataOf("frames", track, 20);
        assert.deepEqual(frames.at(-1), { from, topic: track, number: 19, ...sent });
      }
    });

    test("loses nothing reliable when signalling is lost", async () => {
      for (const peer of [ada, bob]) await peer.data("startCounting", { topic: "count", more: 50 });
      await ada.dataOf("messages", "count", 20);
      await ada.page.evaluate(() => window.harness.simulate("signal-reconnect"));
      await ada.noted("reconnected");
      const sent = { ada: await ada.data("finishCounting"), bob: await bob.data("finishCounting") };
      const numbers = (from) => Array.from({ length: sent[from] }, (_, number) => `${from}: ${number}`);
      assert.deepEqual(texts(await bob.dataOf("messages", "count", sent.ada)), numbers("ada"));
      assert.deepEqual(texts(await ada.dataOf("messages", "count", sent.bob)), numbers("bob"));
    });
  });
}
