import { parseAllDocuments } from 'yaml';
import { isRecord } from '../is-record.ts';

/** What is looked at in a manifest; the API server looks at all of it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Labels };
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly data?: Readonly<Record<string, string>>;
}

export type Labels = Readonly<Record<string, string>>;

export interface Volume {
  readonly name: string;
  readonly secret?: { readonly secretName: string; readonly defaultMode?: number };
  readonly configMap?: { readonly name: string };
}

export interface Container {
  readonly name: string;
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly envFrom?: readonly { readonly configMapRef: { readonly name: string } }[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
}

export interface PodTemplate {
  readonly metadata: { readonly labels: Labels };
  readonly spec: {
    readonly containers: readonly Container[];
    readonly initContainers?: readonly Container[];
    readonly volumes?: readonly Volume[];
  };
}

/** A workload of ours with what each of its pods is. */
export interface Workload {
  readonly name: string;
  readonly template: PodTemplate;
}

/**
 * @param text YAML of one document or several
 * @throws Error when it is not right, for instance holds a key twice, which kubectl does not see, or when something in it is no manifest
 */
export function parseManifests(text: string): Manifest[] {
  return parseYaml(text).map((document) => {
    if (isManifest(document)) return document;
    throw new Error(`This is no manifest: ${JSON.stringify(document).slice(0, 80)}`);
  });
}

/** @throws Error that names the line where YAML is not right */
export function parseYaml(text: string): unknown[] {
  return parseAllDocuments(text).map((document) => {
    const [error] = document.errors;
    if (error) throw error;
    return document.toJS() as unknown;
  });
}

/** Deployments and stateful sets; a template without containers and labels is none that an API server takes. */
export function workloadsOf(manifests: readonly Manifest[]): Workload[] {
  return manifests.flatMap(({ spec, metadata: { name } }) => {
    const template = spec?.['template'];
    return isPodTemplate(template) ? [{ name, template }] : [];
  });
}

/** Variables of a container, the later ones winning, as in Kubernetes. */
export function environmentOf(container: Container, manifests: readonly Manifest[]): Record<string, string> {
  const maps = (container.envFrom ?? []).map(({ configMapRef: { name } }) => {
    const map = manifests.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === name);
    if (!map) throw new Error(`The container ${container.name} reads the ConfigMap ${name}, which is not there.`);
    return map.data ?? {};
  });
  return Object.assign({}, ...maps, Object.fromEntries((container.env ?? []).map(({ name, value }) => [name, value ?? '']))) as Record<
    string,
    string
  >;
}

/** Secrets and ConfigMaps that something names, as `Secret/name`. */
export function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'secretName' && typeof inner === 'string') return [`Secret/${inner}`];
    const kind = {
      secretRef: 'Secret',
      secretKeyRef: 'Secret',
      configMap: 'ConfigMap',
      configMapRef: 'ConfigMap',
      configMapKeyRef: 'ConfigMap',
    }[key];
    const name = isRecord(inner) ? inner['name'] : undefined;
    return [...(kind !== undefined && typeof name === 'string' ? [`${kind}/${name}`] : []), ...referencesIn(inner)];
  });
}

function isManifest(value: unknown): value is Manifest {
  return (
    isRecord(value) &&
    typeof value['kind'] === 'string' &&
    typeof value['apiVersion'] === 'string' &&
    isRecord(value['metadata']) &&
    typeof value['metadata']['name'] === 'string'
  );
}

function isPodTemplate(value: unknown): value is PodTemplate {
  return (
    isRecord(value) &&
    isRecord(value['metadata']) &&
    isRecord(value['metadata']['labels']) &&
    isRecord(value['spec']) &&
    Array.isArray(value['spec']['containers'])
  );
}
