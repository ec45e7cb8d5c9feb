import { isRecord } from '@landbridge/deployment';
import { OperatorClient } from './operator-client.ts';
import { apps, byApp, type App } from './root.ts';
import type { Network } from './network.ts';
import type { System } from './system/system.ts';
import { readJson } from './write-json.ts';

/** For people: what can be reached where. */
export function addressLines(system: System): string {
  const rows: [string, string][] = [
    ...Object.entries(system.addresses).map(([app, url]): [string, string] => [app, `${url}/openapi.json`]),
    ['kafka', `${system.engines.kafkaBrokers.join(',')}  (${system.engines.kafka.origin})`],
    ['mongodb', `${system.engines.mongodbUri}  (${system.engines.mongodb.origin})`],
  ];
  return rows.map(([name, address]) => `  ${name.padEnd(16)} ${address}`).join('\n');
}

/**
 * A system that runs somewhere, from a file as `up` writes it: {service: base URL}.
 * @param operatorSecret file with the operator's secret
 * @throws Error that says what is missing
 */
export function networkAt(file: string, operatorSecret: string | undefined, directory: string): Network {
  const said = readJson(file);
  const url = (app: App): string => {
    const address = isRecord(said) ? said[app] : undefined;
    if (typeof address !== 'string')
      throw new Error(`${file} does not say where ${app} is: it must hold {${apps.map((name) => `"${name}": URL`).join(', ')}}.`);
    return address;
  };
  const addresses = byApp(url);
  if (operatorSecret === undefined) throw new Error('This is done as the operator: name the file of its secret with --operator-secret.');
  return { addresses, operator: new OperatorClient(addresses, operatorSecret), directory };
}
