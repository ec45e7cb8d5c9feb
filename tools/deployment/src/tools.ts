import type { Progress } from '@landbridge/engines';
import { installCompose } from './compose.ts';
import { installKubernetesTools } from './kubernetes/tools.ts';

/** Gets what containers and manifests are tried with, once. */
export async function installDeploymentTools(progress: Progress): Promise<void> {
  await installCompose(progress);
  await installKubernetesTools(progress);
}
