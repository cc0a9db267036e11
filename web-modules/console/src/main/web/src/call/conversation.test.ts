import { expect, it } from 'vitest';
import { joined } from './conversation.ts';

const message = (id: string, text = id) => ({ id, text });

it('what was written before a move to another media node stands before what is written after it', () => {
  expect(joined([message('a'), message('b')], [message('c')]).map((it) => it.id)).toEqual(['a', 'b', 'c']);
  expect(joined([message('a')], [])).toEqual([message('a')]);
  expect(joined([], [message('c')])).toEqual([message('c')]);
});

it('a message that both rooms tell is shown once, as it is now', () => {
  expect(joined([message('a'), message('b')], [message('a', 'edited'), message('c')])).toEqual([message('a', 'edited'), message('b'), message('c')]);
});
