/** How many characters a new password must have here; undefined when that cannot be learned, and the server says it later. */
export async function shortestPassword(signal: AbortSignal, fetcher: typeof fetch = (input, init) => fetch(input, init)): Promise<number | undefined> {
  try {
    const response = await fetcher('/auth/v1/settings', { signal, headers: { accept: 'application/json' } });
    const settings = (await response.json()) as { password_min_length?: unknown };
    return response.ok && typeof settings.password_min_length === 'number' ? settings.password_min_length : undefined;
  } catch {
    return undefined;
  }
}
