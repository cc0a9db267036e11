import { useEffect, useId, useState } from 'react';
import { CheckIcon, LinkIcon } from './icons.tsx';

/** How long the button says that it copied. */
const THANKS_MS = 2000;

/** Something that is shown this once, with a button that copies it. */
export function CopySecret({ label, text }: { label: string; text: string }) {
  const id = useId();
  const [copied, setCopied] = useState(false);
  const lines = text.split('\n').length;
  useEffect(() => {
    if (!copied) return;
    const timer = window.setTimeout(() => setCopied(false), THANKS_MS);
    return () => window.clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // No permission, or not a secure page: the person copies it by hand.
    }
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="copy-secret">
        {lines > 1
          ? <textarea id={id} readOnly rows={lines} value={text} wrap="off" onFocus={(event) => event.currentTarget.select()} />
          : <input id={id} readOnly value={text} onFocus={(event) => event.currentTarget.select()} />}
        <button type="button" className="button" onClick={() => void copy()}>
          {copied ? <CheckIcon /> : <LinkIcon />}
          <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
        </button>
      </div>
    </div>
  );
}
