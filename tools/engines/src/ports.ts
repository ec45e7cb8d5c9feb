import { randomInt } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';

// Below the range from which systems take ports for outgoing connections: a client that retries a stopped
// server inside that range can end up connected to itself, and then nobody can listen there any more.
const lowest = 20_000;
const highest = 32_000;

/** A port of 127.0.0.1 on which nobody listens now. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = randomInt(lowest, highest);
    if (await isFree(port)) return port;
  }
  throw new Error(`No free port was found on 127.0.0.1 between ${lowest} and ${highest}. Stop programs that listen there.`);
}

export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/**
 * The ports remembered in `file`, so that an engine comes back where its clients look for it.
 * When one of them is taken by now, all are new, and remembered. `inUse`: our own engine listens there.
 */
export async function portsOf<Name extends string>(file: string, names: readonly Name[], inUse: boolean): Promise<Record<Name, number>> {
  const remembered = readPorts(file);
  const kept = names.map((name) => remembered.get(name));
  if (inUse && kept.includes(undefined))
    throw new Error(`${file} is missing although the engine runs. Stop the process named in the pid file beside it.`);
  const usable = await Promise.all(kept.map(async (port) => port !== undefined && (inUse || (await isFree(port)))));
  const ports = new Map<string, number>();
  for (const [index, name] of names.entries()) ports.set(name, (usable.every(Boolean) ? kept[index] : undefined) ?? (await freePort()));
  const named = Object.fromEntries(ports) as Record<Name, number>;
  writeFileSync(file, JSON.stringify(named));
  return named;
}

/** The ports that `portsOf` remembered in a file; none when it is not there. */
export function readPorts(file: string): Map<string, number> {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof parsed !== 'object' || parsed === null) return new Map();
    return new Map(Object.entries(parsed).filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
  } catch {
    return new Map();
  }
}
