import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';
import { kubernetesVersion } from './tools.ts';

it('builds the version that its name tells, of every part', () => {
  const module = readFileSync(join(root, 'tools/deployment/kubernetes/go.mod'), 'utf8');
  expect(module).toMatch(new RegExp(`k8s\\.io/kubernetes v${kubernetesVersion}\\b`, 'm'));
  const parts = [...module.matchAll(/^\s*k8s\.io\/\S+ => k8s\.io\/\S+ v0\.(\S+)$/gm)].map(([, version]) => `1.${version}`);
  expect(new Set(parts)).toEqual(new Set([kubernetesVersion]));
});
