import { useQuery } from '@tanstack/react-query';

/** What this server says of itself before anybody signs in. */
export interface Instance {
  /** How many characters a new password must have; undefined when that cannot be learned, and the server says it later. */
  shortestPassword: number | undefined;
  /** Whether mails are not sent but kept on this machine, to be read there. */
  keepsMail: boolean;
  /** Names of the providers that one may sign in at. */
  providers: readonly string[];
  passkeys: boolean;
  /** Whether people make accounts themselves. */
  signUps: boolean;
}

const UNKNOWN: Instance = { shortestPassword: undefined, keepsMail: false, providers: [], passkeys: false, signUps: true };

/** What stands among the providers and is none. */
const NO_PROVIDERS: ReadonlySet<string> = new Set(['anonymous_users', 'email', 'phone']);

/** Hardly anything changes less often. */
const FRESH_MS = 60_000;

interface Settings {
  password_min_length?: unknown;
  mailbox?: unknown;
  external?: Record<string, unknown>;
  passkeys_enabled?: unknown;
  disable_signup?: unknown;
}

/** Asks the server what it says of itself. */
export async function instance(signal: AbortSignal, fetcher: typeof fetch = (input, init) => fetch(input, init)): Promise<Instance> {
  try {
    const response = await fetcher('/auth/v1/settings', { signal, headers: { accept: 'application/json' } });
    const settings = (await response.json()) as Settings;
    if (!response.ok) return UNKNOWN;
    return {
      shortestPassword: typeof settings.password_min_length === 'number' ? settings.password_min_length : undefined,
      keepsMail: settings.mailbox === true,
      providers: Object.entries(settings.external ?? {}).flatMap(([name, there]) => (there === true && !NO_PROVIDERS.has(name) ? [name] : [])),
      passkeys: settings.passkeys_enabled === true,
      signUps: settings.disable_signup !== true,
    };
  } catch {
    return UNKNOWN;
  }
}

/** What the server says of itself; undefined until it has. */
export function useInstance(): Instance | undefined {
  return useQuery({ queryKey: ['instance'], queryFn: ({ signal }) => instance(signal), staleTime: FRESH_MS }).data;
}
