import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';
import { parse } from 'yaml';
import { overlayFolder, overlays } from './kubernetes/overlays.ts';
import { apps, root, type App } from './root.ts';

/** What Node itself reads; no service does. */
const OF_NODE = 'NODE_OPTIONS';

/** Names of everything that a service reads from its environment, by its config class. */
async function settingsOf(app: App): Promise<string[]> {
  const file = join(root, 'apps', app, 'src', `${app}.config.ts`);
  const [config] = Object.values((await import(pathToFileURL(file).href)) as Record<string, () => void>);
  const rules = getMetadataStorage().getTargetValidationMetadatas(config!, '', true, false);
  return [...new Set(rules.map(({ propertyName }) => propertyName))].sort();
}

function inCompose(app: App): string[] {
  const { services } = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true }) as {
    services: Record<App, { environment: Record<string, string> }>;
  };
  return Object.keys(services[app].environment);
}

interface Kustomization {
  resources?: string[];
  configMapGenerator?: { name: string; envs?: string[]; literals?: string[] }[];
}

/** The keys of the config maps that an overlay, and what it is built on, make for a service. */
function inKubernetes(folder: string, app: App): string[] {
  const { resources = [], configMapGenerator = [] } = parse(readFileSync(join(folder, 'kustomization.yaml'), 'utf8')) as Kustomization;
  const lines = configMapGenerator
    .filter(({ name }) => name === app || name === 'every-service')
    .flatMap(({ envs = [], literals = [] }) => [
      ...envs.flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n')),
      ...literals,
    ]);
  const own = lines.map((line) => /^([A-Z_]+)=/.exec(line)?.[1]).filter((name) => name !== undefined);
  const below = resources
    .filter((resource) => !resource.endsWith('.yaml'))
    .flatMap((resource) => inKubernetes(join(folder, resource), app));
  return [...own, ...below];
}

const once = (names: string[]) => [...new Set(names)].filter((name) => name !== OF_NODE).sort();

describe.each(apps)('every variable that %s reads', (app) => {
  it('is known from its config class', async () => {
    const settings = await settingsOf(app);
    expect(settings).toEqual(expect.arrayContaining(['KAFKA_BROKERS', 'MONGODB_URI', 'PORT']));
  });

  it('is set in compose, and none that it does not read', async () => {
    expect(once(inCompose(app))).toEqual(await settingsOf(app));
  });

  it.each(overlays())('is set by overlay %s, and none that it does not read', async (overlay) => {
    expect(once(inKubernetes(overlayFolder(overlay), app))).toEqual(await settingsOf(app));
  });
});

describe('.env.example', () => {
  const example = readFileSync(join(root, '.env.example'), 'utf8');
  const compose = readFileSync(join(root, 'docker-compose.yml'), 'utf8');

  it('names every value that compose takes from it, and no other', () => {
    const named = [...example.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name!);
    const taken = [...compose.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name!);
    expect(new Set(named)).toEqual(new Set([...taken, 'COMPOSE_PROFILES']));
    expect(named.length).toBe(new Set(named).size);
  });

  it('shows the values that compose has without it', () => {
    const shown = new Map([...example.matchAll(/^#([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]));
    for (const [, name, value] of compose.matchAll(/\$\{([A-Z_]+):?-([^}]*)\}/g)) expect([name, shown.get(name)]).toEqual([name, value]);
  });
});
