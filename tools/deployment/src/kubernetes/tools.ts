import { cacheDirectory, installed, installOnce, runTool, which, type Install, type Progress } from '@landbridge/engines';
import { join } from 'node:path';
import { root } from '../root.ts';

/** The API server that manifests are checked by. Its version stands in `tools/deployment/kubernetes/go.mod`, too. */
export const kubernetesVersion = '1.37.2';

const PROGRAMS = {
  etcd: 'go.etcd.io/etcd/server/v3',
  'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
  kubectl: 'k8s.io/kubernetes/cmd/kubectl',
} as const;

type Tool = keyof typeof PROGRAMS;

/** Paths of the programs. */
export type KubernetesTools = Readonly<Record<Tool, string>>;

const install: Install = {
  name: `kubernetes-${kubernetesVersion}`,
  title: `Building the API server of Kubernetes ${kubernetesVersion} with Go, some minutes, once`,
  // built last, so it is there when all are
  proof: 'kubectl',
  build: async (folder, step) => {
    if (!which('go')) throw new Error('Kubernetes is built with Go 1.26 or newer, which is not on PATH. Install it.');
    for (const [program, source] of Object.entries(PROGRAMS)) {
      step.say(`building ${program}`);
      const options = { cwd: join(root, 'tools/deployment/kubernetes'), step, env: { CGO_ENABLED: '0' } };
      await runTool('go', ['build', '-v', '-trimpath', '-ldflags', linkerFlags, '-o', join(folder, program), source], options);
    }
  },
};

// An API server that does not know its version refuses to start.
const linkerFlags = [
  '-s -w',
  ...Object.entries({ gitVersion: `v${kubernetesVersion}`, gitMajor: '1', gitMinor: '37', gitCommit: 'module', buildDate: '1970-01-01T00:00:00Z' }).map(
    ([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`,
  ),
].join(' ');

export const hasKubernetesTools = () => installed(install);

/** Builds them from their sources by the Go module proxy, once. */
export async function installKubernetesTools(progress: Progress): Promise<KubernetesTools> {
  return programsIn(await installOnce(install, progress));
}

/** Those that were built before. */
export const kubernetesTools = (): KubernetesTools => programsIn(join(cacheDirectory(), install.name));

function programsIn(folder: string): KubernetesTools {
  return { etcd: join(folder, 'etcd'), 'kube-apiserver': join(folder, 'kube-apiserver'), kubectl: join(folder, 'kubectl') };
}
