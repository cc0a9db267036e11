import { expect, it } from 'vitest';
import type { MediaNode } from '../api/nodes.ts';
import { nodeState, percent } from './node.ts';

const node: MediaNode = {
  node_id: 'ND_1', public_url: 'ws://a', region: '', version: '', load: 0.2, rooms: 1, participants: 2, capacity_participants: null, draining: false, drain: null,
};

it('tells what a node does about new calls', () => {
  expect(nodeState(node)).toBe('In service');
  expect(nodeState({ ...node, capacity_participants: 3 })).toBe('In service');
  expect(nodeState({ ...node, capacity_participants: 2 })).toBe('Full: no new calls');
  expect(nodeState({ ...node, draining: true })).toBe('Draining');
  const drain = { state: 'draining' as const, deadline: null, rooms: 1, participants: 2, rooms_ended: 0 };
  expect(nodeState({ ...node, draining: true, drain })).toBe('Draining: 1 call left');
  expect(nodeState({ ...node, draining: true, drain: { ...drain, state: 'drained', rooms: 0 } })).toBe('Empty: it can be taken away');
});

it('keeps a share on the bar', () => {
  expect([percent(0.126), percent(-1), percent(7)]).toEqual([13, 0, 100]);
});
