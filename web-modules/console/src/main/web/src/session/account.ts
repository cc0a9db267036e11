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

/** Where to go after signing in: a path of this app, never another site. */
export function nextPath(wanted: string | null): string {
  return wanted && /^\/(?![/\\])/.test(wanted) && !/^\/sign-/.test(wanted) ? wanted : '/';
}
