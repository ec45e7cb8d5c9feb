import { describe, expect, it } from '@jest/globals';
import type { Manifest } from './manifests.ts';
import { isAllowed, isClosed } from './network-policies.ts';

const policy = (spec: Record<string, unknown>): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'any' },
  spec,
});
const labelled = (app: string) => ({ matchLabels: { app } });
const pod = (app: string) => ({ pod: { app } });

const nobody = policy({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
const outOfA = policy({
  podSelector: labelled('a'),
  policyTypes: ['Egress'],
  egress: [{ to: [{ podSelector: labelled('b') }], ports: [{ port: 80 }] }],
});
const intoB = policy({
  podSelector: labelled('b'),
  policyTypes: ['Ingress'],
  ingress: [{ from: [{ podSelector: labelled('a') }], ports: [{ port: 80 }] }],
});

describe('network policies', () => {
  it('let everything through where there are none', () => {
    expect(isAllowed([], pod('a'), pod('b'), 80)).toBe(true);
  });

  it('let through what may both go out and come in', () => {
    expect(isAllowed([nobody, outOfA, intoB], pod('a'), pod('b'), 80)).toBe(true);
    expect(isAllowed([nobody, outOfA], pod('a'), pod('b'), 80)).toBe(false);
    expect(isAllowed([nobody, intoB], pod('a'), pod('b'), 80)).toBe(false);
  });

  it('let through neither another port nor another pod nor the way back', () => {
    const all = [nobody, outOfA, intoB];
    expect(isAllowed(all, pod('a'), pod('b'), 81)).toBe(false);
    expect(isAllowed(all, pod('a'), pod('c'), 80)).toBe(false);
    expect(isAllowed(all, pod('c'), pod('b'), 80)).toBe(false);
    expect(isAllowed(all, pod('b'), pod('a'), 80)).toBe(false);
  });

  it('know a pod of another namespace by both of its labels, and leave its side to it', () => {
    const fromOperator = policy({
      podSelector: labelled('b'),
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ namespaceSelector: { matchLabels: { role: 'operator' } }, podSelector: labelled('a') }] }],
    });
    const reached = (end: { pod: Record<string, string>; namespace?: Record<string, string> }) =>
      isAllowed([nobody, fromOperator], end, pod('b'), 80);
    expect(reached({ ...pod('a'), namespace: { role: 'operator' } })).toBe(true);
    expect(reached({ ...pod('a'), namespace: { role: 'other' } })).toBe(false);
    expect(reached({ ...pod('c'), namespace: { role: 'operator' } })).toBe(false);
    expect(reached(pod('a'))).toBe(false);
  });

  it('mean everybody by a rule without peers', () => {
    const open = policy({ podSelector: labelled('b'), policyTypes: ['Ingress'], ingress: [{ ports: [{ port: 80 }] }] });
    expect(isAllowed([open], { ...pod('x'), namespace: {} }, pod('b'), 80)).toBe(true);
    expect(isAllowed([open], { ...pod('x'), namespace: {} }, pod('b'), 81)).toBe(false);
  });

  it('do not mean pods by addresses', () => {
    const internet = policy({
      podSelector: labelled('a'),
      policyTypes: ['Egress'],
      egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }],
    });
    expect(isAllowed([internet], pod('a'), pod('b'), 443)).toBe(false);
  });

  it('close a pod when they select it for both directions', () => {
    expect(isClosed([nobody], { app: 'a' })).toBe(true);
    expect(isClosed([outOfA], { app: 'a' })).toBe(false);
    expect(isClosed([outOfA, intoB], { app: 'c' })).toBe(false);
  });

  it('are refused where they cannot be judged', () => {
    const byExpression = policy({ podSelector: { matchExpressions: [] }, policyTypes: ['Ingress', 'Egress'] });
    expect(() => isClosed([byExpression], { app: 'a' })).toThrow('matchExpressions');
  });
});
