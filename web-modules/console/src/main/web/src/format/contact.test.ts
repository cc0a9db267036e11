import { expect, test } from 'vitest';
import { contactName, tagsOf, whoIs } from './contact.ts';

test('an address is told from an AuraID in whatever form', () => {
  expect(whoIs(' ada@example.org ')).toEqual({ email: 'ada@example.org' });
  for (const id of ['@ada.aura', '@ada', 'ada']) expect(whoIs(id)).toEqual({ aura_id: id });
});

test('tags are the words between commas, each once', () => {
  expect(tagsOf(' work, moon landing,,work ')).toEqual(['work', 'moon landing']);
  expect(tagsOf(' , ')).toEqual([]);
});

test('who has not agreed is called what one knows of them', () => {
  expect(contactName({ name: 'Ada', aura_id: '@ada.aura', email: 'ada@example.org' })).toBe('Ada');
  expect(contactName({ name: null, aura_id: '@ada.aura', email: null })).toBe('@ada.aura');
  expect(contactName({ name: null, aura_id: null, email: 'ada@example.org' })).toBe('ada@example.org');
});
