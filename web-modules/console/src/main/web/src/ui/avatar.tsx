/** How somebody shows themselves, else initials on a tint that belongs to the name, so people are told apart at a glance. */
export function Avatar({ name, picture, large = false }: { name: string; picture?: string | null | undefined; large?: boolean }) {
  if (picture) return <img className={`avatar${large ? ' large' : ''}`} src={picture} alt="" />;
  return (
    <span className={`avatar tint-${tintOf(name)}${large ? ' large' : ''}`} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}

const TINTS = 6;

function tintOf(name: string): number {
  // FNV-1a spreads names that differ little.
  let hash = 0x811c9dc5;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return ((hash >>> 16) ^ (hash & 0xffff)) % TINTS;
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = Array.from(words[0] ?? '')[0] ?? '?';
  const last = words.length > 1 ? (Array.from(words.at(-1) ?? '')[0] ?? '') : '';
  return (first + last).toUpperCase();
}
