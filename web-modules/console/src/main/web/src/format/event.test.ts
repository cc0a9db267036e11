import { describe, expect, it } from 'vitest';
import { shownEvent } from './event.ts';

describe('an event', () => {
  it('is shown by its name and number', () => {
    const shown = shownEvent('{"type":"call.started","sequence":3,"data":{}}');
    expect(shown.type).toBe('call.started');
    expect(shown.sequence).toBe(3);
    expect(shown.pretty).toContain('\n  "data": {}');
  });

  it('that cannot be read is shown as it is', () => {
    for (const body of ['', 'oops', '[', 'null', '7']) {
      expect(shownEvent(body)).toEqual({ type: 'unknown', sequence: undefined, pretty: body });
    }
    expect(shownEvent('{"type":1,"sequence":"x"}').type).toBe('unknown');
  });
});
