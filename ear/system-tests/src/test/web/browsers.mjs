// Real browsers with a profile of their own and devices that are always there, driven over WebDriver BiDi and CDP.
import puppeteer from "puppeteer-core";

/** Firefox' own devices of pictures and tone, without asking; what is not of a call (updates, hints) is off. */
const FIREFOX = {
  "media.navigator.streams.fake": true,
  "media.navigator.permission.disabled": true,
  "media.autoplay.default": 0,
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false,
};

/** Root has no sandbox, and containers often have a tiny /dev/shm; four cameras as in the other tests. */
const CHROMIUM = [
  "--no-sandbox",
  "--disable-dev-shm-usage",
  "--use-fake-ui-for-media-stream",
  "--use-fake-device-for-media-stream=device-count=4,fps=15",
  "--autoplay-policy=no-user-gesture-required",
  // The address bar's suggestions: pages of their own, in each window, that nobody looks at.
  "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",
];

/** The address of the node's relay: what both browsers take the name of any host for, in place of a name server. */
const relay = process.env.AURALINK_RELAY;

/** Debian's firefox-esr. Nobody signed the relay's certificate. */
export function firefox() {
  return puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.AURALINK_FIREFOX ?? "/usr/bin/firefox-esr",
    headless: true,
    acceptInsecureCerts: true,
    extraPrefsFirefox: relay ? { ...FIREFOX, "network.dns.forceResolve": relay } : FIREFOX,
    defaultViewport: { width: 1280, height: 800 },
  });
}

/** Debian's chromium. */
export function chromium() {
  return puppeteer.launch({
    executablePath: "/usr/bin/chromium",
    headless: true,
    args: relay ? [...CHROMIUM, "--ignore-certificate-errors", `--host-resolver-rules=MAP *.test ${relay}`] : CHROMIUM,
    defaultViewport: { width: 1280, height: 800 },
  });
}
