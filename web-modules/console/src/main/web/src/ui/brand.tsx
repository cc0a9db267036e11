/** The mark: a point and its aura. */
export function Brand() {
  return (
    <span className="brand">
      <svg viewBox="0 0 32 32" aria-hidden="true" className="brand-mark">
        <rect width="32" height="32" rx="8" fill="var(--accent-solid)" />
        <circle cx="16" cy="16" r="4" fill="#fff" />
        <path d="M9 23a10 10 0 0 1 0-14M23 9a10 10 0 0 1 0 14" fill="none" stroke="#fff" strokeWidth="2.5" strokeLinecap="round" />
      </svg>
      <span className="brand-name">AuraLink</span>
    </span>
  );
}
