/** What this server says of itself before anybody signs in. */
export interface Instance {
  /** How many characters a new password must have; undefined when that cannot be learned, and the server says it later. */
  shortestPassword: number | undefined;
  /** Whether mails are not sent but kept on this machine, to be read there. */
  keepsMail: boolean;
}

const UNKNOWN: Instance = { shortestPassword: undefined, keepsMail: false };

/** Asks the server what it says of itself. */
export async function instance(signal: AbortSignal, fetcher: typeof fetch = (input, init) => fetch(input, init)): Promise<Instance> {
  try {
    const response = await fetcher('/auth/v1/settings', { signal, headers: { accept: 'application/json' } });
    const settings = (await response.json()) as { password_min_length?: unknown; mailbox?: unknown };
    if (!response.ok) return UNKNOWN;
    return {
      shortestPassword: typeof settings.password_min_length === 'number' ? settings.password_min_length : undefined,
      keepsMail: settings.mailbox === true,
    };
  } catch {
    return UNKNOWN;
  }
}
