/** The first that a program calls itself is what it is: many call themselves by the names of others too. */
const PROGRAMS: ReadonlyArray<readonly [RegExp, string]> = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/Chrome\/|\bCriOS\//, 'Chrome'],
  [/\bVersion\/.*Safari\//, 'Safari'],
];

const SYSTEMS: ReadonlyArray<readonly [RegExp, string]> = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'Mac'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

/** What a session's program is called in a list of devices: `Chrome on Android`; its own words when they are no browser's. */
export function deviceName(userAgent: string | null): string {
  const text = userAgent?.trim() ?? '';
  if (!text) return 'Unknown program';
  const program = PROGRAMS.find(([sign]) => sign.test(text))?.[1];
  const system = SYSTEMS.find(([sign]) => sign.test(text))?.[1];
  if (program) return system ? `${program} on ${system}` : program;
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
