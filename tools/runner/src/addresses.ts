import type { System } from './system/system.ts';

/** For people: what can be reached where. */
export function addressLines(system: System): string {
  const rows: [string, string][] = [
    ...Object.entries(system.addresses).map(([app, url]): [string, string] => [app, `${url}/openapi.json`]),
    ['kafka', `${system.engines.kafkaBrokers.join(',')}  (${system.engines.kafka.origin})`],
    ['mongodb', `${system.engines.mongodbUri}  (${system.engines.mongodb.origin})`],
  ];
  return rows.map(([name, address]) => `  ${name.padEnd(16)} ${address}`).join('\n');
}
