/** What is shown of an event's body: its name and number, and the body for people. */
export interface ShownEvent {
  type: string;
  sequence: number | undefined;
  pretty: string;
}

/** Reads a body as it was sent; one that cannot be read is shown as it is. */
export function shownEvent(body: string): ShownEvent {
  try {
    const event: unknown = JSON.parse(body);
    if (typeof event === 'object' && event !== null) {
      const { type, sequence } = event as Record<string, unknown>;
      return {
        type: typeof type === 'string' ? type : 'unknown',
        sequence: typeof sequence === 'number' ? sequence : undefined,
        pretty: JSON.stringify(event, null, 2),
      };
    }
  } catch {
    // Shown as it is.
  }
  return { type: 'unknown', sequence: undefined, pretty: body };
}
