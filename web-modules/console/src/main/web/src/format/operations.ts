import type { MediaNode } from '../api/nodes.ts';
import type { DependencyHealth, Finding, ServiceHealth, Severity } from '../api/operations.ts';
import { count } from './node.ts';

/** Sections of docs/operating/runbooks.md for those checks that have one. */
const RUNBOOKS: Readonly<Record<string, string>> = {
  certificate: 'CertificateExpiresSoon',
  database: 'DependencyDown',
  media_tcp: 'MediaDoesNotCome',
  media_udp: 'MediaDoesNotCome',
  node: 'MediaNodeLost',
  node_registration: 'NoMediaNode',
  redis: 'DependencyDown',
  relay: 'MediaDoesNotCome',
};

/** The steps for a thing that is wrong, as the alerts name them; undefined where the finding says all there is to do. */
export function runbook(finding: Finding): string | undefined {
  const section = finding.severity === 'ok' ? undefined : RUNBOOKS[finding.id];
  return section && `docs/operating/runbooks.md#${section.toLowerCase()}`;
}

const of = (findings: readonly Finding[], severity: Severity) => findings.filter((finding) => finding.severity === severity);

/** What to do something about, the worst first, and what is fine. */
export function parted(findings: readonly Finding[]): { wrong: Finding[]; fine: Finding[] } {
  return { wrong: [...of(findings, 'error'), ...of(findings, 'warning')], fine: of(findings, 'ok') };
}

/** How it is, in a few words. */
export function headline(findings: readonly Finding[]): string {
  const errors = of(findings, 'error').length;
  const warnings = of(findings, 'warning').length;
  if (errors === 0 && warnings === 0) return 'All is well';
  const parts = [errors > 0 && `${count(errors, 'thing')} ${errors === 1 ? 'does' : 'do'} not work`, warnings > 0 && `${count(warnings, 'thing')} to look at`];
  return parts.filter(Boolean).join(', ');
}

export function serviceWords(service: ServiceHealth): string {
  return service.service === 'media-node' ? 'Media node' : 'Server';
}

const STORES: Readonly<Record<string, string>> = { postgresql: 'PostgreSQL', redis: 'Redis' };

export function dependencyWords(dependency: DependencyHealth): string {
  return STORES[dependency.name] ?? dependency.name.replace(/^node:/, 'Media node at ');
}

/** Whether it answers, and how soon; a circuit that is open is told, since requests then do without it. */
export function answerWords(dependency: DependencyHealth): string {
  const states = { up: 'up', down: 'down', unknown: 'cannot be told' };
  const took = dependency.status === 'up' && dependency.response_ms !== null ? `, ${dependency.response_ms} ms` : '';
  const left = dependency.circuit === 'open' ? ', left alone for now' : '';
  return states[dependency.status] + took + left;
}

/** All nodes together, in a sentence. */
export function fleetWords(nodes: readonly MediaNode[]): string {
  if (nodes.length === 0) return 'No media node announces itself: nobody can join a call.';
  const sum = (of: (node: MediaNode) => number) => nodes.reduce((total, node) => total + of(node), 0);
  const draining = nodes.filter((node) => node.draining).length;
  const people = sum((node) => node.participants);
  const inside = `${count(nodes.length, 'node')} with ${count(sum((node) => node.rooms), 'call')} and ${people} ${people === 1 ? 'person' : 'people'}`;
  return `${inside}${draining > 0 ? `; ${draining} of them ${draining === 1 ? 'drains' : 'drain'}` : ''}.`;
}
