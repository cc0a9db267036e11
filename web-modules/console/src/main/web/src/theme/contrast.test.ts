import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

type Rgb = [number, number, number];

/** The colour of a token, or of `#rrggbb`, in one theme; a see-through one lies on white, the worst case for the light text on it. */
function colour(name: string, theme: 'light' | 'dark'): Rgb {
  if (name.startsWith('#')) return rgb(name);
  const value = new RegExp(`--${name}: ([^;]+);`).exec(css)?.[1];
  if (!value) throw new Error(`tokens.css has no --${name}`);
  const pair = /^light-dark\((#\w+), (#\w+)\)$/.exec(value);
  if (pair) return rgb(pair[theme === 'light' ? 1 : 2]!);
  const glass = /^rgb\((\d+) (\d+) (\d+) \/ (\d+)%\)$/.exec(value);
  if (!glass) return rgb(value);
  const [red, green, blue, percent] = glass.slice(1).map(Number) as [number, number, number, number];
  return [red, green, blue].map((part) => (part * percent + 255 * (100 - percent)) / 100) as Rgb;
}

function rgb(hex: string): Rgb {
  if (!/^#[0-9a-f]{6}$/.test(hex)) throw new Error(`Not a colour: ${hex}`);
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb;
}

/** Relative luminance, as WCAG 2.2 defines it. */
function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: Rgb, other: Rgb): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** Text on what it stands on: 4.5 (WCAG 1.4.3). */
const TEXT: ReadonlyArray<[string, readonly string[]]> = [
  ['text', ['bg', 'surface', 'surface-raised', 'sunken', 'hover', 'bad-soft', 'warn-soft']],
  ['text-muted', ['bg', 'surface', 'surface-raised', 'sunken', 'hover', 'bad-soft', 'warn-soft', 'tile']],
  ['accent', ['bg', 'surface', 'accent-soft']],
  ['good', ['bg', 'surface', 'hover']],
  ['bad', ['bg', 'surface', 'hover', 'bad-soft']],
  ['on-accent', ['accent-solid', 'accent-solid-hover', 'bad-solid', 'bad-solid-hover']],
  ['on-tile-label', ['tile-label']],
  ['#ffffff', ['#5b4bdb', '#8a3fa8', '#2f6db5', '#1f7a68', '#a8456b', '#8a5a1f']],
];

/** What is to be seen beside what lies around it: 3 (WCAG 1.4.11). */
const GRAPHICS: ReadonlyArray<[string, readonly string[]]> = [
  // Borders of fields.
  ['line-strong', ['bg', 'surface', 'surface-raised']],
  // The focus ring, and stays on the timeline.
  ['accent', ['bg', 'surface', 'line']],
  // An open stay, the level of the microphone, the ring of who speaks.
  ['good', ['line', 'tile']],
  ['good-solid', ['surface']],
  // Curves of the call page, and issues on its timeline.
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((series): [string, readonly string[]] => [`series-${series}`, ['surface']]),
  ['warn', ['sunken']],
  ['bad', ['sunken']],
  ['bad-solid', ['bg', 'surface']],
  ['#ff9a90', ['tile-label']],
];

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  const pairs = (list: typeof TEXT) => list.flatMap(([front, backs]) => backs.map((back) => [front, back] as const));

  it.each(pairs(TEXT))('text in %s is read on %s', (front, back) => {
    expect(contrast(colour(front, theme), colour(back, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(pairs(GRAPHICS))('%s is seen beside %s', (front, back) => {
    expect(contrast(colour(front, theme), colour(back, theme))).toBeGreaterThanOrEqual(3);
  });
});

it('contrast is measured as WCAG measures it', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
  expect(contrast(rgb('#767676'), rgb('#ffffff'))).toBeCloseTo(4.54, 2);
});
