import { cacheDirectory, installed, installOnce, type Install, type Progress } from '@landbridge/engines';
import { join } from 'node:path';
import { goBuild } from '../go-build.ts';

/** The API server that manifests are checked by; `tools/deployment/kubernetes/go.mod` requires the same. */
export const kubernetesVersion = '1.37.2';

/** Paths of the programs. */
export interface KubernetesTools {
  readonly etcd: string;
  readonly apiServer: string;
  readonly kubectl: string;
}

// An API server that does not know its version does not start.
const version = {
  gitVersion: `v${kubernetesVersion}`,
  gitMajor: '1',
  gitMinor: '37',
  gitCommit: 'module',
  buildDate: '1970-01-01T00:00:00Z',
};
const values = Object.fromEntries(Object.entries(version).map(([name, value]) => [`k8s.io/component-base/version.${name}`, value]));

const install: Install = {
  name: `kubernetes-${kubernetesVersion}`,
  title: `Building the API server of Kubernetes ${kubernetesVersion} with Go, some minutes, once`,
  proof: 'kubectl',
  build: async (folder, step) => {
    const { etcd, apiServer, kubectl } = programsIn(folder);
    const build = (output: string, source: string) => goBuild({ module: 'kubernetes', source, values, output }, step);
    await build(etcd, 'go.etcd.io/etcd/server/v3');
    await build(apiServer, 'k8s.io/kubernetes/cmd/kube-apiserver');
    // last, because it is the proof that all are there
    await build(kubectl, 'k8s.io/kubernetes/cmd/kubectl');
  },
};

export const hasKubernetesTools = () => installed(install);

/** Where they are once they were installed. */
export function kubernetesTools(): KubernetesTools {
  return programsIn(join(cacheDirectory(), install.name));
}

/** Builds kube-apiserver, etcd and kubectl from their Go modules: minutes, once. */
export async function installKubernetesTools(progress: Progress): Promise<KubernetesTools> {
  return programsIn(await installOnce(install, progress));
}

function programsIn(folder: string): KubernetesTools {
  return { etcd: join(folder, 'etcd'), apiServer: join(folder, 'kube-apiserver'), kubectl: join(folder, 'kubectl') };
}
