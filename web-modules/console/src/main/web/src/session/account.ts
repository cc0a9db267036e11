import type { User } from '@supabase/auth-js';

/** The signed-in person as the console shows them. */
export interface Account {
  id: string;
  name: string;
  auraId: string | undefined;
  email: string;
}

/** Reads the name people see: chosen at sign-up, else the e-mail's local part. */
export function accountOf(user: User): Account {
  const chosen: unknown = user.user_metadata?.name;
  const auraId: unknown = user.app_metadata?.aura_id;
  const email = user.email ?? '';
  return {
    id: user.id,
    name: typeof chosen === 'string' && chosen.trim() ? chosen.trim() : (email.split('@')[0] ?? ''),
    auraId: typeof auraId === 'string' ? auraId : undefined,
    email,
  };
}

/** Pages that lead in: nobody wants to be there afterwards. */
const ENTRANCES = /^\/(sign-|arrived|second-factor|forgotten-password)/;

/** Where to go after signing in: a path of this app, never another site; browsers drop tabs and line ends from addresses. */
export function nextPath(wanted: string | null): string {
  return wanted && /^\/(?![/\\])[^\p{Cc}]*$/u.test(wanted) && !ENTRANCES.test(wanted) ? wanted : '/';
}

/** The address of a page that leads in, which keeps where the person wants to be. */
export function towards(page: string, next: string): string {
  return next === '/' ? page : `${page}?next=${encodeURIComponent(next)}`;
}
