import { expect, it } from 'vitest';
import { providerName } from './providers.ts';

it.each([['google', 'Google'], ['linkedin_oidc', 'Linkedin'], ['our-office', 'Our Office'], ['x', 'X']])('the provider %s is read as %s', (name, words) => {
  expect(providerName(name)).toBe(words);
});
