import { useEffect, useState } from 'react';
import { CheckIcon, LinkIcon } from './icons.tsx';

/** How long the button says that it copied. */
const THANKS_MS = 2000;

/** Copies the call's guest link; says so in place and to screen readers. */
export function CopyLink({ url, className = 'button' }: { url: string; className?: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = window.setTimeout(() => setCopied(false), THANKS_MS);
    return () => window.clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url);
      setCopied(true);
    } catch {
      // No permission, or not a secure page: the person copies it by hand.
      window.prompt('Copy this link:', url);
    }
  };
  return (
    <button type="button" className={className} onClick={() => void copy()} title="Copy the guest link">
      {copied ? <CheckIcon /> : <LinkIcon />}
      <span className="button-label" aria-live="polite">{copied ? 'Link copied' : 'Copy link'}</span>
    </button>
  );
}
