import { apps } from '../root.ts';
import type { Manifest, Workload } from './manifests.ts';
import { isAllowed, type End } from './network-policies.ts';

const PORTS = [53, 80, 443, 3000, 8443, 9090, 9091, 9092, 9093, 9404, 27017];

/** Who may talk to whom, by the design, as `from > to:port`. */
export const designedFlows = [
  ...[...apps, 'mongodb', 'kafka', 'exporter'].map((pod) => `${pod} > dns:53`),
  ...apps.flatMap((app) => [`${app} > kafka:9093`, `${app} > mongodb:27017`, `${app} > directory:3000`, `monitoring > ${app}:3000`]),
  // for replays
  'trend-detection > ingestion:3000',
  'notification > ingestion:3000',
  'notification > trend-detection:3000',
  'ingestion > notification:3000',
  'mongodb > mongodb:27017',
  'kafka > kafka:9090',
  'kafka > kafka:9091',
  'exporter > kafka:9091',
  'monitoring > exporter:9404',
  'strimzi > kafka:9090',
  'strimzi > kafka:9091',
  'strimzi > kafka:8443',
];

/** Besides, where others come from outside. */
export const flowsFromIngress = apps.map((app) => `ingress > ${app}:3000`);

/** Our pods with those that Strimzi makes and those of other namespaces, a stranger among them. */
export function podsBeside(workloads: readonly Workload[]): Record<string, End> {
  const strimzis = (name: string): End => ({ pod: { 'strimzi.io/cluster': 'landbridge', 'strimzi.io/name': name } });
  const neighbour = (role: string, pod = {}): End => ({ pod, namespace: { 'landbridge.network/role': role } });
  return {
    ...Object.fromEntries(workloads.map(({ name, template }) => [name, { pod: template.metadata.labels }])),
    kafka: strimzis('landbridge-kafka'),
    exporter: strimzis('landbridge-kafka-exporter'),
    dns: { pod: { 'k8s-app': 'kube-dns' }, namespace: { 'kubernetes.io/metadata.name': 'kube-system' } },
    ingress: neighbour('ingress'),
    monitoring: neighbour('monitoring'),
    strimzi: neighbour('kafka-operator', { name: 'strimzi-cluster-operator' }),
    stranger: { pod: {}, namespace: { 'kubernetes.io/metadata.name': 'default' } },
  };
}

/** What policies let through among pods, and between them and their neighbours. */
export function openFlows(policies: readonly Manifest[], pods: Readonly<Record<string, End>>): string[] {
  const ends = Object.entries(pods);
  return ends.flatMap(([from, origin]) =>
    ends
      .filter(([, end]) => !origin.namespace || !end.namespace)
      .flatMap(([to, end]) => PORTS.filter((port) => isAllowed(policies, origin, end, port)).map((port) => `${from} > ${to}:${port}`)),
  );
}
