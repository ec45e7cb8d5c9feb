import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRecord } from '../src/is-record.ts';
import { ApiServer } from '../src/kubernetes/api-server.ts';
import { environmentOf, parseManifests, referencesIn, workloadsOf, type Manifest } from '../src/kubernetes/manifests.ts';
import { designedFlows, flowsFromIngress, openFlows, podsBeside } from '../src/kubernetes/flows.ts';
import { looksSecret } from '../src/kubernetes/looks-secret.ts';
import { isClosed } from '../src/kubernetes/network-policies.ts';
import { kubernetesFolder, overlayFolder, overlays } from '../src/kubernetes/overlays.ts';
import { readSecretTable } from '../src/kubernetes/secret-table.ts';
import { hasKubernetesTools, kubernetesTools } from '../src/kubernetes/tools.ts';
import { apps, root } from '../src/root.ts';

/** Manifests are tried where the tools were installed, and the tests count as skipped elsewhere. */
(hasKubernetesTools() ? describe : describe.skip)('manifests for Kubernetes', () => {
  let folder: string;
  let server: ApiServer;

  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const render = (overlay: string) => server.kubectl.run('kustomize', overlayFolder(overlay));

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'landbridge-kubernetes-'));
    server = await ApiServer.start(join(folder, 'server'), kubernetesTools());
    // for real, because nothing of a kind or in a namespace can be tried that is not there
    await server.define(['kafka', 'kafkanodepool'].map((name) => join(kubernetesFolder, 'strimzi-crds', `${name}.yaml`)));
    await server.kubectl.run('create', '-f', join(kubernetesFolder, 'base', 'namespace.yaml'));
  }, 120_000);

  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  describe.each(overlays())('of overlay %s', (overlay) => {
    let manifests: Manifest[];

    beforeAll(async () => {
      manifests = parseManifests(await render(overlay));
    });

    const only = (kind: string) => manifests.filter((manifest) => manifest.kind === kind);

    it('are taken by an API server without a warning', async () => {
      await server.kubectl.dryRun(write('whole.yaml', await render(overlay)));
    });

    it('run every service, MongoDB and Kafka', () => {
      expect(workloadsOf(manifests).map(({ name }) => name)).toEqual(expect.arrayContaining([...apps, 'mongodb']));
      expect(only('Kafka')).toHaveLength(1);
      expect(only('KafkaNodePool').length).toBeGreaterThan(0);
    });

    it('run nothing as root, and let nothing write outside its volumes', () => {
      for (const { template } of workloadsOf(manifests)) {
        expect(template.spec).toMatchObject({
          automountServiceAccountToken: false,
          securityContext: { runAsNonRoot: true, runAsUser: expect.any(Number), seccompProfile: { type: 'RuntimeDefault' } },
        });
        for (const container of [...template.spec.containers, ...(template.spec.initContainers ?? [])])
          expect(container).toMatchObject({
            securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
          });
      }
    });

    it('run Kafka and its exporter by the same rules', () => {
      const pod = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
      const container = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } };
      expect(only('Kafka')[0]?.spec).toMatchObject({
        kafka: { template: { pod: { securityContext: pod }, kafkaContainer: { securityContext: container } } },
        kafkaExporter: { template: { pod: { securityContext: pod }, container: { securityContext: container } } },
      });
    });

    it('say what each container needs, and how it is seen whether it works', () => {
      const needs = { requests: { cpu: expect.any(String), memory: expect.any(String) }, limits: { memory: expect.any(String) } };
      for (const { template } of workloadsOf(manifests)) {
        for (const container of [...template.spec.containers, ...(template.spec.initContainers ?? [])])
          expect(container).toMatchObject({ resources: needs });
        for (const container of template.spec.containers) expect(container).toHaveProperty('readinessProbe');
        expect(template.spec.containers[0]).toMatchObject({ startupProbe: expect.anything(), livenessProbe: expect.anything() });
      }
      for (const pool of [...only('KafkaNodePool').map(({ spec }) => spec), only('Kafka')[0]?.spec?.['kafkaExporter']])
        expect(pool).toMatchObject({ resources: needs });
    });

    it('refer to Secrets and ConfigMaps that are there or are told of in the README', () => {
      const told = [...readSecretTable(readme()).keys()];
      const made = only('ConfigMap').map(({ metadata }) => `ConfigMap/${metadata.name}`);
      const named = referencesIn(manifests);
      expect(named).toContain('Secret/landbridge-ingestion');
      expect(named.filter((reference) => ![...told, ...made].includes(reference))).toEqual([]);
    });

    it('mount each file that a service is told of, from a Secret that has it', () => {
      const told = readSecretTable(readme());
      for (const { name, template } of workloadsOf(manifests).filter((workload) => isApp(workload.name))) {
        const [container] = template.spec.containers;
        if (!container) throw new Error(`${name} has no container.`);
        const files = Object.entries(environmentOf(container, manifests)).filter(
          ([variable, value]) => variable.endsWith('_FILE') && value,
        );
        expect(files.length).toBeGreaterThan(2);
        for (const [, path] of files) {
          const mount = container.volumeMounts?.find(({ mountPath }) => path.startsWith(`${mountPath}/`));
          const secret = template.spec.volumes?.find((volume) => volume.name === mount?.name)?.secret;
          expect(mount?.readOnly).toBe(true);
          expect(secret?.defaultMode).toBe(0o440);
          expect(told.get(`Secret/${secret?.secretName}`)).toContain(path.slice((mount?.mountPath.length ?? 0) + 1));
        }
      }
    });

    it('hold no secret', () => {
      expect(only('Secret')).toEqual([]);
      for (const { template } of workloadsOf(manifests))
        for (const container of [...template.spec.containers, ...(template.spec.initContainers ?? [])])
          for (const [variable, value] of Object.entries(environmentOf(container, manifests)))
            expect([variable, looksSecret(variable, value)]).toEqual([variable, false]);
    });

    it('tell the services one issuer and one audience of tokens, which Kafka expects, too', () => {
      const issuer = `${environmentIn(manifests, 'directory')['PUBLIC_URL']}/oidc`;
      for (const app of apps) expect(environmentIn(manifests, app)['TOKEN_ISSUER']).toBe(issuer);
      const kafka = JSON.stringify(only('Kafka'));
      expect(kafka).toContain(`"oauthbearer.sasl.oauthbearer.expected.issuer":"${issuer}"`);
      expect(kafka).toContain(
        `"oauthbearer.sasl.oauthbearer.expected.audience":"${environmentIn(manifests, 'directory')['TOKEN_AUDIENCE']}"`,
      );
    });

    it('let nobody talk to anybody beyond the flows of the design', () => {
      const policies = only('NetworkPolicy');
      const pods = podsBeside(workloadsOf(manifests));
      for (const { pod, namespace } of Object.values(pods)) expect(namespace !== undefined || isClosed(policies, pod)).toBe(true);
      expect(openFlows(policies, pods).sort()).toEqual([...designedFlows, ...(overlay === 'prod' ? flowsFromIngress : [])].sort());
    });
  });

  it('scale each service that has work to share, to as many instances as there are partitions at most', async () => {
    const manifests = parseManifests(await render('prod'));
    const scalers = manifests.filter(({ kind }) => kind === 'HorizontalPodAutoscaler');
    expect(scalers.map(({ metadata }) => metadata.name).sort()).toEqual(['ingestion', 'notification', 'trend-detection']);
    const { PARTITIONS: partitions } = environmentIn(manifests, 'trend-detection');
    for (const { metadata, spec } of scalers) {
      expect(spec).toMatchObject({ scaleTargetRef: { kind: 'Deployment', name: metadata.name }, minReplicas: 2 });
      expect(spec?.['maxReplicas']).toBeLessThanOrEqual(Number(partitions));
    }
  });

  it('keep all but one instance of everything while a node is emptied', async () => {
    const manifests = parseManifests(await render('prod'));
    const budgets = manifests.filter(({ kind }) => kind === 'PodDisruptionBudget').map(({ spec }) => spec);
    for (const { template } of workloadsOf(manifests)) {
      const name = template.metadata.labels['app.kubernetes.io/name'];
      expect(budgets).toContainEqual(
        expect.objectContaining({ maxUnavailable: 1, selector: { matchLabels: { 'app.kubernetes.io/name': name } } }),
      );
    }
  });

  it('lead others to every path of a service, but for those that are for services and the operator', async () => {
    const inside = ['/v1/operator', '/v1/policy', '/v1/replays'];
    const ingress = JSON.stringify(parseManifests(await render('prod')).filter(({ kind }) => kind === 'Ingress'));
    for (const app of apps) {
      const controllers = globSync(`apps/${app}/src/**/*.controller.ts`, { cwd: root }).map((file) =>
        readFileSync(join(root, file), 'utf8'),
      );
      const paths = controllers.flatMap((text) => [...text.matchAll(/@Controller\('(v1\/[a-z-]+)/g)].map(([, path]) => `/${path}`));
      expect(paths.length).toBeGreaterThan(0);
      const led = (path: string) => ingress.includes(`"backend":{"service":{"name":"${app}","port":{"name":"http"}}},"path":"${path}"`);
      expect(paths.filter(led)).toEqual(paths.filter((path) => !inside.includes(path)));
    }
  });

  it('fail for a field that is misspelt', async () => {
    const manifests = parseManifests(await render('prod'));
    const misspelt = (kind: string, at: string[], wrong: string) =>
      server.kubectl.dryRun(write('misspelt.json', JSON.stringify(changed(manifests, kind, at, (holder) => ({ ...holder, [wrong]: 1 })))));
    await expect(misspelt('Deployment', ['spec', 'template', 'spec'], 'terminationGracePeriodSecond')).rejects.toThrow(
      /terminationGracePeriodSecond.*field not declared in schema|unknown field "spec.template.spec.terminationGracePeriodSecond"/,
    );
    await expect(misspelt('Kafka', ['spec', 'kafka'], 'listener')).rejects.toThrow(
      /listener.*field not declared|unknown field "spec.kafka.listener"/,
    );
    await expect(misspelt('KafkaNodePool', ['spec'], 'role')).rejects.toThrow(/role.*field not declared|unknown field "spec.role"/);
  });

  it('fail for a value of a wrong type', async () => {
    const manifests = parseManifests(await render('prod'));
    const mistyped = (kind: string, at: string[], field: string, value: unknown) =>
      server.kubectl.dryRun(
        write('mistyped.json', JSON.stringify(changed(manifests, kind, at, (holder) => ({ ...holder, [field]: value })))),
      );
    await expect(mistyped('Deployment', ['spec'], 'minReadySeconds', 'five')).rejects.toThrow(/minReadySeconds/);
    await expect(mistyped('Kafka', ['spec', 'kafka'], 'version', 4)).rejects.toThrow(/spec\.kafka\.version/);
    await expect(mistyped('KafkaNodePool', ['spec'], 'replicas', 'three')).rejects.toThrow(/spec\.replicas/);
  });

  it('fail for as little as a warning, such as a pod that may become root', async () => {
    const manifests = parseManifests(await render('prod'));
    const asRoot = changed(manifests, 'Deployment', ['spec', 'template', 'spec', 'securityContext'], (context) => ({
      ...context,
      runAsNonRoot: false,
    }));
    await expect(server.kubectl.dryRun(write('root.json', JSON.stringify(asRoot)))).rejects.toThrow(/runAsNonRoot != true/);
  });
});

const readme = () => readFileSync(join(kubernetesFolder, 'README.md'), 'utf8');
const isApp = (name: string) => apps.some((app) => app === name);

function environmentIn(manifests: readonly Manifest[], app: string): Record<string, string> {
  const container = workloadsOf(manifests).find(({ name }) => name === app)?.template.spec.containers[0];
  if (!container) throw new Error(`${app} is not there.`);
  return environmentOf(container, manifests);
}

/** The first manifest of a kind, changed where a path leads. */
function changed(
  manifests: readonly Manifest[],
  kind: string,
  path: string[],
  change: (holder: Record<string, unknown>) => unknown,
): unknown {
  const copy: unknown = structuredClone(manifests.find((manifest) => manifest.kind === kind));
  const at = (value: unknown, [key, ...rest]: string[]): unknown => {
    if (!isRecord(value)) throw new Error(`${kind} has no ${path.join('.')}.`);
    return key === undefined ? change(value) : { ...value, [key]: at(value[key], rest) };
  };
  return at(copy, path);
}
