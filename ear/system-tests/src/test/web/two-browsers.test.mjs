// A call through the console between Firefox and Chromium: AURALINK_URL=http://localhost:8080 node --test two-browsers.test.mjs
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { test } from "node:test";
import { chromium, firefox } from "./browsers.mjs";

const url = process.env.AURALINK_URL ?? "http://localhost:8080";
const pictures = process.env.AURALINK_SCREENSHOTS;
const MEDIA_LIMIT_MS = 20_000;

/** Sums over everything that comes in from other people, from the browser's own statistics. */
async function received() {
  const sum = { people: 0, frames: 0, packets: 0, energy: 0 };
  for (const person of window.__auralinkRoom?.remoteParticipants.values() ?? []) {
    sum.people++;
    for (const publication of person.trackPublications.values()) {
      const report = await publication.track?.getRTCStatsReport();
      for (const stat of report?.values() ?? []) {
        if (stat.type !== "inbound-rtp") continue;
        sum.frames += stat.framesDecoded ?? 0;
        if (stat.kind === "audio") sum.packets += stat.packetsReceived ?? 0;
        sum.energy += stat.totalAudioEnergy ?? 0;
      }
    }
  }
  return sum;
}

const button = (name) => `::-p-aria([name="${name}"][role="button"])`;

async function newPage(browser) {
  const page = await browser.newPage();
  page.setDefaultTimeout(MEDIA_LIMIT_MS);
  // The console hands out its room for measurements when asked to.
  await page.evaluateOnNewDocument(() => localStorage.setItem("auralink:debug", "1"));
  return page;
}

async function press(page, name) {
  await page.locator(button(name)).click();
}

async function fill(page, label, value) {
  await page.locator(`::-p-aria([name="${label}"][role="textbox"])`).fill(value);
}

async function join(page, name) {
  await page.locator('[data-testid="preview-video"]').wait();
  await fill(page, "Your name", name);
  await press(page, "Join call");
  await page.locator('[data-testid="call"][data-state="connected"]').wait();
}

async function seesAndHears(page, who) {
  const until = Date.now() + MEDIA_LIMIT_MS;
  let sum;
  do {
    sum = await page.evaluate(received);
    if (sum.people === 1 && sum.frames > 60 && sum.packets > 50 && sum.energy > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  } while (Date.now() < until);
  assert.fail(`${who} sees and hears too little: ${JSON.stringify(sum)}`);
}

async function picture(page, name) {
  if (pictures) {
    await mkdir(pictures, { recursive: true });
    await page.screenshot({ path: `${pictures}/${name}.png` });
  }
}

/** Whoever hosts signs up and starts the call, the other comes by its link; both see and hear the other. */
async function call(host, guest) {
  const page = await newPage(host);
  await page.goto(`${url}/sign-up`);
  await fill(page, "Name", "Ada");
  await fill(page, "E-mail", `${randomUUID()}@example.org`);
  await page.locator('input[type="password"]').fill("correct horse 7");
  await press(page, "Create account");
  await press(page, "New call");
  await page.locator('dialog input[name="name"], dialog input').fill("Two browsers");
  await press(page, "Create call");
  await join(page, "Ada");
  // The API's word for the link: a headless Firefox has no clipboard to read.
  const link = await page.evaluate(async () => {
    const id = location.pathname.split("/")[2];
    const session = JSON.parse(Object.entries(localStorage).find(([, value]) => value.includes("access_token"))[1]);
    const answer = await fetch(`/api/v1/calls/${id}`, { headers: { authorization: `Bearer ${session.access_token}` } });
    return (await answer.json()).join_url;
  });

  const other = await newPage(guest);
  await other.goto(link);
  await join(other, "Grace");
  await Promise.all([seesAndHears(page, "the host"), seesAndHears(other, "the guest")]);

  await press(page, "Mute microphone");
  await other.locator('[data-testid="tile"][data-muted="true"]').wait();
  await press(page, "Unmute microphone");
  return { host: page, guest: other };
}

test("Firefox and Chromium meet over a link, whoever of them hosts", { timeout: 180_000 }, async () => {
  const browsers = await Promise.all([firefox(), chromium()]);
  try {
    const [fox, chrome] = browsers;
    const first = await call(fox, chrome);
    await picture(first.host, "firefox-host");
    await picture(first.guest, "chromium-guest");
    await press(first.guest, "Leave call");
    await first.guest.locator('[data-testid="after-call"]').wait();
    await first.host.close();
    await first.guest.close();

    const second = await call(chrome, fox);
    await picture(second.guest, "firefox-guest");
  } finally {
    await Promise.all(browsers.map((browser) => browser.close()));
  }
});
