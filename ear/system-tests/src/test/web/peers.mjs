// Participants in browsers that Playwright does not drive: each a page with livekit-client and resources/sfu-harness.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { AccessToken, RoomServiceClient } from "livekit-server-sdk";

/** Where the node is. */
export const url = process.env.AURALINK_URL ?? "ws://127.0.0.1:7880";

/** Its server API. */
export const service = new RoomServiceClient(url.replace("ws", "http"), "devkey", "secret");

/** Over one peer connection, as livekit-client does it by itself, and over two. */
export const CONNECTIONS = { one: {}, two: { singlePeerConnection: false } };

const CLIENT = new URL("./node_modules/livekit-client/dist/", import.meta.url);
const PAGES = new URL("../resources/sfu-harness/", import.meta.url);
const PATIENCE_MS = 20_000;

const pages = createServer(async (request, response) => {
  const name = request.url === "/" ? "index.html" : request.url.slice(1);
  const content = await readFile(new URL(name, name.startsWith("livekit-client.") ? CLIENT : PAGES)).catch(() => null);
  response.writeHead(content ? 200 : 404, { "Content-Type": name.endsWith("js") ? "text/javascript" : "text/html" });
  response.end(content);
});

/** Serves the page; to be called before anybody joins. */
export const open = () => new Promise((resolve) => pages.listen(0, "127.0.0.1", resolve));

export const close = () => pages.close();

/** Waits until something is as it should be; what it was last is told otherwise. */
export async function until(what, look, patience = PATIENCE_MS) {
  const end = Date.now() + patience;
  for (;;) {
    const [good, seen] = await look();
    if (good) return seen;
    assert.ok(Date.now() < end, `not within ${patience / 1000} s: ${what}; it was ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A participant in a page of its own. */
export class Peer {
  constructor(page) {
    this.page = page;
  }

  /** Joins with livekit-client's options, and what harness.js knows besides; `grant` is beside the one to join. */
  static async join(browser, room, identity, options, grant = {}) {
    const peer = new Peer(await browser.newPage());
    await peer.page.goto(`http://127.0.0.1:${pages.address().port}/`);
    const token = new AccessToken("devkey", "secret", { identity });
    token.addGrant({ roomJoin: true, room, ...grant });
    await peer.harness("join", { url, token: await token.toJwt(), ...options });
    return peer;
  }

  harness(name, argument) {
    return this.page.evaluate(([called, value]) => window.harness[called](value), [name, argument]);
  }

  data(name, argument) {
    return this.page.evaluate(([called, value]) => window.data[called](value), [name, argument]);
  }

  /** Calls a function with livekit-client's Room and this. */
  run(work, argument) {
    return this.page.evaluate(`(${work})(window.harness.room(), ${JSON.stringify(argument)})`);
  }

  /** Waits until there are so many entries. */
  dataOf(list, topic, count) {
    return until(`${count} ${list} on ${topic}`, async () => {
      const all = await this.data(list, topic);
      return [all.length >= count, all];
    });
  }

  /** How often livekit-client reported this. */
  async times(name) {
    return (await this.harness("log")).filter((entry) => entry.name === name).length;
  }

  /** Waits until livekit-client has reported this more often than `before`. */
  noted(name, before = 0, patience = PATIENCE_MS) {
    const look = async () => {
      const times = await this.times(name);
      return [times > before, times];
    };
    return until(`${name} more than ${before} times`, look, patience);
  }

  /** Waits until such a function of the Room answers true. */
  sees(what, work, argument) {
    return until(what, async () => {
      const answer = await this.run(work, argument);
      return [answer === true, answer];
    });
  }

  /** Waits until what is received, by identity, is so. */
  receives(what, condition) {
    return until(what, async () => {
      const all = await this.harness("remote");
      return [condition(all), all];
    });
  }

  /** Waits for so many more pictures of somebody. */
  async seesMoreOf(identity, pictures = 15) {
    const before = (await this.harness("remote"))[identity]?.framesDecoded ?? 0;
    await this.receives(`${pictures} more pictures of ${identity}`, (all) => all[identity]?.framesDecoded >= before + pictures);
  }

  /** Waits for more sound of somebody. */
  async hearsMoreOf(identity) {
    const before = (await this.harness("remote"))[identity]?.audioEnergy ?? 0;
    await this.receives(`more sound of ${identity}`, (all) => all[identity]?.audioEnergy > before);
  }

  async end() {
    await this.page.close();
  }
}
