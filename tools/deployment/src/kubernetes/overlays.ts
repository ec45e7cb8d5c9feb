import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';

/** Everything of Kubernetes in this checkout. */
export const kubernetesFolder = join(root, 'k8s');

/** Folders of the kinds of installation, such as `k8s/overlays/prod`, by their names. */
export function overlays(): string[] {
  return readdirSync(join(kubernetesFolder, 'overlays'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

export const overlayFolder = (overlay: string) => join(kubernetesFolder, 'overlays', overlay);
