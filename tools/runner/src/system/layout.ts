import { readPorts } from '@landbridge/engines';
import { join } from 'node:path';
import { apps, byApp, type App } from '../root.ts';

// Where the parts of a system lie in its directory, for the process that starts it and for those that find it later.

export const portsFile = (directory: string) => join(directory, 'services.json');
export const originsFile = (directory: string) => join(directory, 'engines.json');
export const logFile = (directory: string, instance: string) => join(directory, 'logs', `${instance}.log`);
/** Names the process of one instance of a service. */
export const markFile = (directory: string, instance: string) => join(directory, `${instance}.pid.json`);

/** The secret by which the operator signs in. */
export const operatorSecretFile = (directory: string) => join(directory, 'secrets/services/operator');

export const urlOf = (port: number) => `http://127.0.0.1:${port}`;

/** Base URLs of the services of the system in this directory, also when it does not run; undefined when there never was one. */
export function urlsIn(directory: string): Record<App, string> | undefined {
  const ports = readPorts(portsFile(directory));
  if (apps.some((app) => !ports.has(app))) return undefined;
  return byApp((app) => urlOf(ports.get(app) ?? 0));
}
