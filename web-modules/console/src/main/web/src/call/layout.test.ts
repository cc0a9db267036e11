import { describe, expect, it } from 'vitest';
import { focusOf, type Picture } from './layout.ts';

const person = (identity: string): Picture => ({ identity, screen: false });
const screen = (identity: string): Picture => ({ identity, screen: true });
const people = [person('me'), person('ann'), person('bob')];

describe('the large picture', () => {
  it('is nobody in a grid without screens and pins', () => {
    expect(focusOf('grid', people, undefined, 'bob', 'me')).toBeUndefined();
  });

  it('is whoever spoke last, or else somebody else than oneself', () => {
    expect(focusOf('speaker', people, undefined, 'bob', 'me')).toEqual(person('bob'));
    expect(focusOf('speaker', people, undefined, undefined, 'me')).toEqual(person('ann'));
    expect(focusOf('speaker', people, undefined, 'gone', 'me')).toEqual(person('ann'));
  });

  it('is nobody while one is alone', () => {
    expect(focusOf('speaker', [person('me')], undefined, undefined, 'me')).toBeUndefined();
  });

  it('is the newest screen in both arrangements', () => {
    const shared = [...people, screen('ann'), screen('bob')];
    expect(focusOf('grid', shared, undefined, 'ann', 'me')).toEqual(screen('bob'));
    expect(focusOf('speaker', shared, undefined, 'ann', 'me')).toEqual(screen('bob'));
  });

  it('is what is pinned before anything else, while it is there', () => {
    const shared = [...people, screen('ann')];
    expect(focusOf('grid', shared, person('me'), 'ann', 'me')).toEqual(person('me'));
    expect(focusOf('grid', shared, screen('gone'), 'ann', 'me')).toEqual(screen('ann'));
    expect(focusOf('grid', people, person('gone'), 'ann', 'me')).toBeUndefined();
  });
});
