import type { MediaNode } from '../api/nodes.ts';

/** What a media node does about new calls, in words. */
export function nodeState(node: MediaNode): string {
  if (node.drain?.state === 'drained') return 'Empty: it can be taken away';
  if (node.draining) return node.drain ? `Draining: ${count(node.drain.rooms, 'call')} left` : 'Draining';
  if (node.capacity_participants !== null && node.participants >= node.capacity_participants) return 'Full: no new calls';
  return 'In service';
}

/** A number with its noun. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Parts of a hundred, whole, for a bar. */
export function percent(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * 100);
}
