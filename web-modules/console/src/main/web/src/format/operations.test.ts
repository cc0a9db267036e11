import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { MediaNode } from '../api/nodes.ts';
import type { DependencyHealth, Finding } from '../api/operations.ts';
import { answerWords, dependencyWords, fleetWords, headline, parted, runbook } from './operations.ts';

const fine: Finding = { id: 'disk', severity: 'ok', subject: 'disk', found: 'There is room.', change: '' };
const look: Finding = { ...fine, id: 'media_address', severity: 'warning', change: 'Look.' };
const wrong: Finding = { ...fine, id: 'redis', severity: 'error', change: 'Start it.' };

it('says how many things are wrong before it says what is fine', () => {
  expect(headline([fine])).toBe('All is well');
  expect(headline([fine, look])).toBe('1 thing to look at');
  expect(headline([wrong])).toBe('1 thing does not work');
  expect(headline([wrong, wrong, look, fine])).toBe('2 things do not work, 1 thing to look at');
  expect(parted([fine, look, wrong])).toEqual({ wrong: [wrong, look], fine: [fine] });
});

it('names only runbooks that exist', () => {
  const book = readFileSync(new URL('../../../../../../../docs/operating/runbooks.md', import.meta.url), 'utf8');
  const sections = [...book.matchAll(/^## (\w+)$/gm)].map((section) => section[1]!.toLowerCase());
  for (const id of ['certificate', 'database', 'media_tcp', 'media_udp', 'node', 'node_registration', 'redis', 'relay']) {
    const [page, section] = runbook({ ...wrong, id })!.split('#');
    expect(page).toBe('docs/operating/runbooks.md');
    expect(sections).toContain(section);
  }
  expect(runbook({ ...fine, id: 'redis' })).toBeUndefined();
  expect(runbook({ ...wrong, id: 'disk' })).toBeUndefined();
});

it('tells of a dependency whether it answers, how soon, and whether requests do without it', () => {
  const redis: DependencyHealth = { name: 'redis', required: true, status: 'up', circuit: 'closed', checked_at: null, response_ms: 2 };
  expect(dependencyWords(redis)).toBe('Redis');
  expect(dependencyWords({ ...redis, name: 'node:http://10.0.0.7:7880' })).toBe('Media node at http://10.0.0.7:7880');
  expect(answerWords(redis)).toBe('up, 2 ms');
  expect(answerWords({ ...redis, status: 'down', circuit: 'open', response_ms: null })).toBe('down, left alone for now');
  expect(answerWords({ ...redis, status: 'unknown', circuit: null, response_ms: null })).toBe('cannot be told');
});

it('tells how busy all nodes are together', () => {
  const node: MediaNode = {
    node_id: 'ND_1', public_url: 'ws://a', region: '', version: '', load: 0.2, rooms: 1, participants: 2, capacity_participants: null, draining: false, drain: null,
  };
  expect(fleetWords([])).toContain('nobody can join');
  expect(fleetWords([{ ...node, participants: 1 }])).toBe('1 node with 1 call and 1 person.');
  expect(fleetWords([node, { ...node, draining: true }])).toBe('2 nodes with 2 calls and 4 people; 1 of them drains.');
});
