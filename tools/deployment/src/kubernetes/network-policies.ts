import { isRecord } from '../is-record.ts';
import type { Labels, Manifest } from './manifests.ts';

/** One end of a connection: a pod of the namespace, or of another one with these labels. */
export interface End {
  readonly pod: Labels;
  /** Labels of its namespace when it is not ours. */
  readonly namespace?: Labels;
}

type Direction = 'Ingress' | 'Egress';

/**
 * Whether policies let a connection be made: it must be allowed to go out where it begins, and to come in where it ends. As in
 * Kubernetes, a pod that no policy selects for a direction is open in it. Ends in other namespaces are theirs to protect.
 */
export function isAllowed(policies: readonly Manifest[], from: End, to: End, port: number): boolean {
  return passes(policies, 'Egress', from, to, port) && passes(policies, 'Ingress', to, from, port);
}

/** Whether a policy selects a pod for both directions, so that nothing is open that no policy names. */
export function isClosed(policies: readonly Manifest[], pod: Labels): boolean {
  return (['Ingress', 'Egress'] as const).every((direction) => selecting(policies, direction, pod).length > 0);
}

function passes(policies: readonly Manifest[], direction: Direction, own: End, other: End, port: number): boolean {
  if (own.namespace) return true;
  const selected = selecting(policies, direction, own.pod);
  if (selected.length === 0) return true;
  const [rules, peers] = direction === 'Egress' ? ['egress', 'to'] : ['ingress', 'from'];
  return selected
    .flatMap(({ spec }) => recordsIn(spec, rules))
    .some((rule) => hasPort(recordsIn(rule, 'ports'), port) && hasPeer(recordsIn(rule, peers), other));
}

function selecting(policies: readonly Manifest[], direction: Direction, pod: Labels): Manifest[] {
  return policies.filter(({ spec }) => {
    const types = spec?.['policyTypes'];
    return Array.isArray(types) && types.includes(direction) && matches(spec?.['podSelector'], pod);
  });
}

function isPeer(peer: Record<string, unknown>, { pod, namespace }: End): boolean {
  // addresses outside of the cluster
  if ('ipBlock' in peer) return false;
  const ofNamespace = 'namespaceSelector' in peer ? namespace !== undefined && matches(peer['namespaceSelector'], namespace) : !namespace;
  return ofNamespace && (!('podSelector' in peer) || matches(peer['podSelector'], pod));
}

// A rule that names no peers, or no ports, is for all of them.
const hasPeer = (peers: Record<string, unknown>[], end: End) => peers.length === 0 || peers.some((peer) => isPeer(peer, end));
const hasPort = (ports: Record<string, unknown>[], port: number) => ports.length === 0 || ports.some((entry) => entry['port'] === port);

function matches(selector: unknown, labels: Labels): boolean {
  if (!isRecord(selector)) throw new Error('A policy has no selector.');
  if ('matchExpressions' in selector) throw new Error('Selectors by matchExpressions are not understood here.');
  const wanted = selector['matchLabels'];
  return !isRecord(wanted) || Object.entries(wanted).every(([name, value]) => labels[name] === value);
}

function recordsIn(holder: unknown, key: string): Record<string, unknown>[] {
  const list = isRecord(holder) ? holder[key] : undefined;
  return Array.isArray(list) ? list.filter(isRecord) : [];
}
