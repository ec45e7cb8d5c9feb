import { describe, expect, it } from '@jest/globals';
import { environmentOf, parseManifests, referencesIn, workloadsOf, type Manifest } from './manifests.ts';

const manifest = (kind: string, name: string, rest: Partial<Manifest> = {}): Manifest => ({
  apiVersion: 'v1',
  kind,
  metadata: { name },
  ...rest,
});

describe('manifests', () => {
  it('are read from one document, several, and a list', () => {
    const [a, b] = [manifest('Secret', 'a'), manifest('Secret', 'b')];
    const pretty = (value: unknown) => `${JSON.stringify(value, null, 4)}\n`;
    expect(parseManifests(pretty(a))).toEqual([a]);
    expect(parseManifests(pretty(a) + pretty(b))).toEqual([a, b]);
    expect(parseManifests(pretty({ kind: 'List', items: [a, b] }))).toEqual([a, b]);
  });

  it('have a kind and a name', () => {
    expect(() => parseManifests('{"kind":"List","items":[{"kind":"Secret"}]}')).toThrow('no manifest');
  });

  it('are workloads when they say what pods are', () => {
    const template = { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'a' }] } };
    expect(workloadsOf([manifest('Deployment', 'a', { spec: { template } }), manifest('Service', 'a', { spec: {} })])).toEqual([
      { name: 'a', template },
    ]);
  });

  it('tell the variables of a container, of which the later wins', () => {
    const maps = [manifest('ConfigMap', 'all', { data: { A: '1', B: '1' } }), manifest('ConfigMap', 'own', { data: { B: '2', C: '2' } })];
    const envFrom = ['all', 'own'].map((name) => ({ configMapRef: { name } }));
    expect(environmentOf({ name: 'a', envFrom, env: [{ name: 'C', value: '3' }] }, maps)).toEqual({ A: '1', B: '2', C: '3' });
    expect(() => environmentOf({ name: 'a', envFrom }, maps.slice(1))).toThrow('ConfigMap all');
  });

  it('tell what they refer to, at any depth', () => {
    const volumes = [{ secret: { secretName: 'a' } }, { configMap: { name: 'b' } }];
    const env = [{ valueFrom: { secretKeyRef: { name: 'c', key: 'k' } } }, { valueFrom: { configMapKeyRef: { name: 'd', key: 'k' } } }];
    const spec = { volumes, containers: [{ env, envFrom: [{ configMapRef: { name: 'e' } }, { secretRef: { name: 'f' } }] }] };
    expect(referencesIn(spec)).toEqual(['Secret/a', 'ConfigMap/b', 'Secret/c', 'ConfigMap/d', 'ConfigMap/e', 'Secret/f']);
  });
});
