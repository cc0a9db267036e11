import { expect, it } from 'vitest';
import { roleChoice, roleName, rolesToGive, runs } from './role.ts';

it('a role is named, with what it may do', () => {
  expect(roleName('moderator')).toBe('Moderator');
  expect(roleChoice('agent')).toBe('Agent: joins the calls of others');
});

it('owners and admins run an organization, and nobody makes a second owner', () => {
  expect(rolesToGive('owner')).toEqual(['admin', 'moderator', 'member', 'agent']);
  expect(rolesToGive('admin')).toEqual(['admin', 'moderator', 'member', 'agent']);
  for (const role of ['moderator', 'member', 'agent'] as const) {
    expect(runs(role)).toBe(false);
    expect(rolesToGive(role)).toEqual([]);
  }
});
