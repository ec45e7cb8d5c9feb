import { join } from 'node:path';
import { environmentFor, removeEngines, startEngines, type Engines } from './engines.ts';
import { removeLeftovers } from './leftovers.ts';

declare global {
  var landbridgeTestEngines: { engines: Engines; directory: string } | undefined;
}

const runs = join(import.meta.dirname, '../../../.landbridge');

/** Starts one pair of engines for a jest run, unless both are given. `jest-teardown.ts` stops them. */
export default async function startTestEngines(): Promise<void> {
  if (process.env['KAFKA_BROKERS'] && process.env['MONGODB_URI']) return;
  await removeLeftovers(runs, 'jest');
  const directory = join(runs, `jest-${process.pid}`);
  const engines = await startEngines({ directory });
  globalThis.landbridgeTestEngines = { engines, directory };
  Object.assign(process.env, environmentFor(engines));
}

export async function stopTestEngines(): Promise<void> {
  const running = globalThis.landbridgeTestEngines;
  if (!running) return;
  await running.engines.stop();
  await removeEngines(running.directory, (text) => process.stderr.write(`${text}\n`));
}
