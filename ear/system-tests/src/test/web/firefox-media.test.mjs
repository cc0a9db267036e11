// Media and everything about participants with livekit-client in Firefox, and Chromium at the other end:
// AURALINK_URL=ws://127.0.0.1:7880 node --test firefox-media.test.mjs
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { chromium, firefox } from "./browsers.mjs";
import { close, CONNECTIONS, open, Peer, service, until } from "./peers.mjs";

const SMALL = { size: "h180", simulcast: false };
const SILENT = { audio: false, video: false };
/** When livekit-client loses signalling after it began ICE anew, it first waits 15 s for an answer that was lost, too. */
const PATIENT_MS = 40_000;

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

for (const [name, connections] of Object.entries(CONNECTIONS)) {
  describe(`over ${name} connection(s), Firefox`, { timeout: 400_000 }, () => {
    const present = [];

    async function join(browser, room, identity, options, grant) {
      const peer = await Peer.join(browser, `${room}-${name}`, identity, { ...options, ...connections }, grant);
      present.push(peer);
      return peer;
    }

    afterEach(async () => {
      await Promise.all(present.splice(0).map((peer) => peer.end()));
    });

    test("sees and is seen, hears and is heard, and everybody sees who is muted", async () => {
      const ada = await join(fox, "pair", "ada", SMALL);
      const bob = await join(chrome, "pair", "bob", SMALL);
      for (const [from, to] of [["ada", bob], ["bob", ada]]) {
        await to.seesMoreOf(from);
        await to.hearsMoreOf(from);
      }
      for (const [peer, identity, other] of [[ada, "ada", bob], [bob, "bob", ada]]) {
        await peer.page.evaluate(() => window.harness.mute("microphone", true));
        await other.receives(`${identity} muted`, (all) => all[identity].muted.join() === "microphone");
        await peer.page.evaluate(() => window.harness.mute("microphone", false));
        await other.receives(`${identity} unmuted`, (all) => all[identity].muted.length === 0);
        await other.hearsMoreOf(identity);
      }
    });

    test("comes back from whatever happens to its connection", async () => {
      const ada = await join(fox, "scenarios", "ada", SMALL);
      const bob = await join(chrome, "scenarios", "bob", SMALL);
      await bob.seesMoreOf("ada");
      for (const scenario of [
        "signal-reconnect",
        "disconnect-signal-on-resume",
        "disconnect-signal-on-resume-no-messages",
        "migration",
        "resume-reconnect",
        "full-reconnect",
        "leave-full-reconnect",
        "node-failure",
      ]) {
        const times = await ada.times("reconnected");
        await ada.harness("simulate", scenario);
        await ada.noted("reconnected", times, PATIENT_MS);
        await bob.seesMoreOf("ada");
        await ada.seesMoreOf("bob");
        await ada.hearsMoreOf("bob");
        assert.deepEqual(await bob.harness("identities"), ["ada"], scenario);
        assert.equal(await bob.times("reconnecting"), 0, scenario);
      }
    });

    test("hears and does not see when its connection takes little, and is told who speaks", async () => {
      const ada = await join(fox, "told", "ada", SMALL);
      const bob = await join(chrome, "told", "bob", SMALL);
      await ada.seesMoreOf("bob");
      const limit = "(room, bits) => room.simulateScenario('subscriber-bandwidth', bits)";
      const camera =
        "(room, state) => room.remoteParticipants.get('bob').getTrackPublication('camera').track?.streamState === state";
      await ada.run(limit, 40_000);
      await ada.sees("the picture to be paused", camera, "paused");
      await ada.hearsMoreOf("bob");
      await ada.run(limit, 0);
      await ada.sees("the picture again", camera, "active");
      await ada.seesMoreOf("bob");
      const speaks = "(room, wanted) => room.remoteParticipants.get('bob').isSpeaking === wanted";
      await bob.page.evaluate(() => window.harness.mute("microphone", true));
      await ada.sees("bob to be silent", speaks, false);
      await bob.harness("simulate", "speaker");
      await ada.sees("bob to speak", speaks, true);
      await ada.harness("simulate", "server-leave");
      await ada.noted("disconnected");
      await bob.receives("nobody", (all) => Object.keys(all).length === 0);
    });

    test("shares a screen beside the camera until it ends", async () => {
      const ada = await join(fox, "screen", "ada", SMALL);
      const bob = await join(chrome, "screen", "bob", SILENT);
      // Headless, it has no screen to choose.
      await ada.run(`async (room) => {
        const canvas = document.body.appendChild(document.createElement('canvas'));
        const context = canvas.getContext('2d');
        let n = 0;
        setInterval(() => context.fillRect(n++ % 300, 0, 1, 150), 50);
        const [track] = canvas.captureStream(10).getTracks();
        await room.localParticipant.publishTrack(track, { source: 'screen_share', simulcast: false });
      }`);
      const pictures = `async (room) => {
        const track = room.remoteParticipants.get('ada').getTrackPublication('screen_share')?.track;
        let frames = 0;
        (await track?.getRTCStatsReport())?.forEach((stat) => (frames += stat.framesDecoded ?? 0));
        return frames > 5;
      }`;
      await bob.sees("pictures of the screen", pictures);
      await bob.receives("three tracks", (all) => all.ada.tracks === 3);
      await ada.harness("unpublish", "screen_share");
      await bob.receives("the camera and the voice", (all) => all.ada.tracks === 2);
      await bob.seesMoreOf("ada");
    });

    test("sees a shared screen and hears its sound", async () => {
      const ada = await join(fox, "shown", "ada", SILENT);
      const bob = await join(chrome, "shown", "bob", SILENT);
      await bob.run("(room) => room.localParticipant.setScreenShareEnabled(true, { audio: true })");
      await ada.receives("both", (all) => all.bob?.tracks === 2);
      await ada.seesMoreOf("bob", 3);
    });

    test("encrypts media, and reads it with the key alone", async () => {
      const keyed = { ...SMALL, passphrase: "sesame" };
      const ada = await join(fox, "sealed", "ada", keyed);
      const bob = await join(chrome, "sealed", "bob", keyed);
      const eve = await join(fox, "sealed", "eve", SILENT);
      await bob.seesMoreOf("ada");
      await ada.seesMoreOf("bob");
      await eve.receives("all tracks", (all) => all.ada?.tracks === 2 && all.bob?.tracks === 2);
      const before = await eve.harness("remote");
      await ada.seesMoreOf("bob", 60);
      // A frame of noise may look like a picture to a decoder.
      const after = await eve.harness("remote");
      for (const other of ["ada", "bob"]) {
        const seen = after[other].framesDecoded - before[other].framesDecoded;
        assert.ok(seen < 15, `${seen} of ${other}`);
      }
    });

    test("says of itself what the others see, and who may receive its tracks", async () => {
      const ada = await join(fox, "own", "ada", SMALL, { canUpdateOwnMetadata: true });
      const bob = await join(chrome, "own", "bob", SILENT);
      const eve = await join(fox, "own", "eve", SILENT);
      await ada.run(`async ({ localParticipant: me }) => {
        await me.setName('Ada');
        await me.setMetadata('hand up');
        await me.setAttributes({ mood: 'fine' });
      }`);
      for (const peer of [bob, eve]) {
        await peer.sees("name, metadata and attributes", `(room) => {
          const ada = room.remoteParticipants.get('ada');
          return ada.name === 'Ada' && ada.metadata === 'hand up' && ada.attributes.mood === 'fine';
        }`);
        await peer.seesMoreOf("ada");
      }
      const permit = "(room, [all, some]) => room.localParticipant.setTrackSubscriptionPermissions(all, some)";
      await ada.run(permit, [false, [{ participantIdentity: "bob", allowAll: true }]]);
      await eve.receives("nothing of ada", (all) => all.ada.tracks === 0);
      await bob.seesMoreOf("ada");
      await ada.run(permit, [true, []]);
      await eve.seesMoreOf("ada");
    });

    test("does and sees what the application decides", async () => {
      const [here, there] = [`ruled-${name}`, `ruled-there-${name}`];
      const ada = await join(fox, "ruled", "ada", SMALL);
      const bob = await join(chrome, "ruled", "bob", SMALL);
      await bob.seesMoreOf("ada");
      await ada.seesMoreOf("bob");
      await service.updateRoomMetadata(here, "on air");
      await ada.sees("the room's metadata", "(room) => room.metadata === 'on air'");

      const may = (canPublish) => ({ permission: { canSubscribe: true, canPublish, canPublishData: true } });
      await service.updateParticipant(here, "ada", may(false));
      await bob.receives("nothing of ada", (all) => all.ada.tracks === 0);
      await service.updateParticipant(here, "ada", may(true));
      await ada.sees("its right", "(room) => room.localParticipant.permissions.canPublish");
      await ada.run("(room) => room.localParticipant.enableCameraAndMicrophone()");
      await bob.seesMoreOf("ada");

      const camera = (await service.getParticipant(here, "ada")).tracks.find(({ type }) => type === 1).sid;
      await service.updateSubscriptions(here, "bob", [camera], false);
      await bob.receives("no picture", (all) => all.ada.tracks === 1);
      await service.updateSubscriptions(here, "bob", [camera], true);
      await bob.seesMoreOf("ada");
      await service.mutePublishedTrack(here, "ada", camera, true);
      await bob.receives("ada's camera off", (all) => all.ada.muted.join() === "camera");
      await ada.page.evaluate(() => window.harness.mute("camera", false));
      await bob.seesMoreOf("ada");

      const eve = await join(fox, "ruled-there", "eve", SILENT);
      await service.forwardParticipant(here, "ada", there);
      await eve.seesMoreOf("ada");
      await service.removeParticipant(there, "ada");
      await eve.receives("nobody", (all) => Object.keys(all).length === 0);
      await service.moveParticipant(here, "ada", there);
      await ada.noted("moved");
      await eve.seesMoreOf("ada");
      await service.removeParticipant(there, "ada");
      await ada.noted("disconnected");
    });

    test("sends the sizes that somebody shows, and shows what it asks for", async () => {
      const layered = { audio: false, size: "h360", dynacast: true, adaptiveStream: true };
      const ada = await join(fox, "layers", "ada", layered);
      const bob = await join(chrome, "layers", "bob", layered);
      for (const [peer, other] of [[bob, "ada"], [ada, "bob"]]) {
        await peer.harness("show", [other, 640, 360]);
        await peer.receives("the large picture", (all) => all[other].width === 640);
        await peer.harness("show", [other, 160, 90]);
        await peer.receives("the small picture", (all) => all[other].width === 320);
      }
      for (const peer of [ada, bob]) {
        await until("the low layer only", async () => {
          const bytes = await sentWithinASecond(peer);
          return [bytes.q > 0 && bytes.h === 0, bytes];
        });
      }
      await bob.harness("show", ["ada", 640, 360]);
      await bob.receives("the large picture again", (all) => all.ada.width === 640);
    });

    for (const codec of ["vp9", "av1"]) {
      test(`sees ${codec} in the size that it asks for`, async () => {
        const mime = `video/${codec.toUpperCase()}`;
        await join(chrome, codec, "bob", { audio: false, codec });
        const ada = await join(fox, codec, "ada", SILENT);
        await ada.receives("the large picture", (all) => all.bob?.width === 640);
        assert.equal(await ada.harness("receivedCodec", "bob"), mime);
        await ada.harness("quality", ["bob", "LOW"]);
        await ada.receives("the small picture", (all) => all.bob.width === 320);
        await ada.seesMoreOf("bob");
      });
    }

    test("is sent another codec than H.264 when it has no decoder of that", async () => {
      const bob = await join(chrome, "backup", "bob", { ...SMALL, audio: false, codec: "h264" });
      const ada = await join(fox, "backup", "ada", SILENT);
      await ada.seesMoreOf("bob");
      const has = await ada.page.evaluate(() =>
        RTCRtpReceiver.getCapabilities("video").codecs.some(({ mimeType }) => mimeType === "video/H264"),
      );
      assert.equal(await ada.harness("receivedCodec", "bob"), has ? "video/H264" : "video/VP8");
      assert.equal(await bob.harness("sentCodec"), "video/H264");
    });

    test("hears without redundancy what others get with it", async () => {
      await join(chrome, "red", "carol", { video: false });
      const ada = await join(fox, "red", "ada", SILENT);
      const bob = await join(chrome, "red", "bob", SILENT);
      const redundant = `(room) => {
        const [{ track }] = room.remoteParticipants.get('carol').audioTrackPublications.values();
        return track.receiver.getParameters().codecs.some(({ mimeType }) => mimeType === 'audio/red');
      }`;
      for (const peer of [ada, bob]) await peer.hearsMoreOf("carol");
      assert.equal(await bob.run(redundant), true);
      assert.equal(await ada.page.evaluate(() => window.harness.receivedCodec("carol", "audio")), "audio/opus");
    });

    const noRelay = !process.env.AURALINK_RELAY && "AURALINK_RELAY does not say where the node has a relay, over TLS too, and a TCP port";
    test("gets through by the relay alone, and goes on over TCP and through the relay over TLS", { skip: noRelay }, async () => {
      const bob = await join(chrome, "ways", "bob", SMALL);
      const ada = await join(fox, "ways", "ada", { ...SMALL, rtcConfig: { iceTransportPolicy: "relay" } });
      await ada.seesMoreOf("bob");
      await bob.seesMoreOf("ada");
      const relayed = await ada.harness("ways");
      assert.ok(relayed.length > 0 && relayed.every((way) => way.startsWith("relay/udp")), `${relayed}`);
      const eve = await join(fox, "ways", "eve", SMALL);
      await eve.harness("simulate", "force-tcp");
      await eve.noted("reconnected");
      await eve.seesMoreOf("bob");
      await bob.seesMoreOf("eve");
      const taken = await eve.harness("ways");
      assert.ok(taken.length > 0 && taken.every((way) => /\/tcp\//.test(way)), `${taken}`);
      const times = await eve.times("reconnected");
      await eve.harness("simulate", "force-tls");
      await eve.noted("reconnected", times);
      await eve.seesMoreOf("bob");
      await bob.seesMoreOf("eve");
      const hidden = await eve.harness("ways");
      assert.ok(hidden.length > 0 && hidden.every((way) => way === "relay/udp/tls"), `${hidden}`);
    });
  });
}

/** Bytes by rid. */
async function sentWithinASecond(peer) {
  const before = await peer.harness("sent");
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const bytes = {};
  for (const { rid, bytes: sum } of await peer.harness("sent")) {
    bytes[rid] = sum - (before.find((stream) => stream.rid === rid)?.bytes ?? 0);
  }
  return bytes;
}
