import { Field } from './field.tsx';

/** Six digits from a mail or an authenticator app; browsers offer those that just came. */
export function CodeField({ label = 'Code', hint, autoFocus = false }: { label?: string; hint?: string; autoFocus?: boolean }) {
  return (
    <Field
      label={label}
      name="code"
      className="code-input"
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern="[0-9 ]{6,7}"
      maxLength={7}
      title="Six digits"
      required
      autoFocus={autoFocus}
      {...(hint && { hint })}
    />
  );
}

/** The digits of a form with such a field; apps show them in two groups. */
export function codeIn(form: HTMLFormElement): string {
  return String(new FormData(form).get('code')).replace(/\s/g, '');
}
