import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { environmentOf, parseManifests, parseYaml, referencesIn, workloadsOf, type Manifest } from './manifests.ts';
import { kubernetesFolder } from './overlays.ts';

const manifest = (kind: string, name: string, rest: Partial<Manifest> = {}): Manifest => ({
  apiVersion: 'v1',
  kind,
  metadata: { name },
  ...rest,
});

describe('manifests', () => {
  it('are read from a stream of documents', () => {
    const [a, b] = [manifest('Secret', 'a'), manifest('Secret', 'b')];
    expect(parseManifests(`${stringify(a)}---\n${stringify(b)}`)).toEqual([a, b]);
  });

  it('have a kind and a name', () => {
    expect(() => parseManifests('apiVersion: v1\nkind: Secret')).toThrow('no manifest');
    expect(() => parseManifests('apiVersion: v1\nmetadata: { name: a }')).toThrow('no manifest');
  });

  it('may not hold a key twice', () => {
    expect(() => parseManifests('apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n  name: b\n')).toThrow(/unique.*line 5/);
  });

  it('of this checkout are right YAML, each file of them', () => {
    const files = globSync('**/*.yaml', { cwd: kubernetesFolder });
    expect(files.length).toBeGreaterThan(20);
    for (const file of files) expect(() => parseYaml(readFileSync(join(kubernetesFolder, file), 'utf8'))).not.toThrow();
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
