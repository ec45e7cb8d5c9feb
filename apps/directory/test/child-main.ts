import 'reflect-metadata';
import { ClientSession, Collection } from 'mongodb';
import type { Death } from './child.ts';
import { startDirectory } from './start.ts';

/** `insertMany` goes through `bulkWrite`. */
const WRITES = ['insertOne', 'updateOne', 'replaceOne', 'bulkWrite', 'findOneAndUpdate'] as const;

let death: Death | undefined;
/** The transaction in which directory is to die: the first after it was told so that changes the policy context. */
let change: ClientSession | undefined;
let writes = 0;
let committed = false;
let marked = false;

for (const name of WRITES) {
  const write: unknown = Collection.prototype[name];
  Object.defineProperty(Collection.prototype, name, {
    value: function (this: Collection, ...parts: unknown[]): unknown {
      beforeWrite(this.collectionName, sessionIn(parts));
      return Reflect.apply(write as () => unknown, this, parts);
    },
  });
}

const commit = ClientSession.prototype.commitTransaction;
Object.defineProperty(ClientSession.prototype, 'commitTransaction', {
  value: async function (this: ClientSession, ...parts: []): Promise<void> {
    if (this === change) count();
    else if (marked && death === 'before the mark is committed') die();
    await commit.apply(this, parts);
    if (this !== change) return;
    committed = true;
    if (death === 'after the commit') die();
  },
});

process.on('disconnect', () => process.exit());
process.on('message', (message: Death) => {
  death = message;
  process.send?.('armed');
});

await startDirectory(JSON.parse(process.argv[2] ?? '{}') as Record<string, string>);
process.send?.('ready');

function beforeWrite(collection: string, session: ClientSession | undefined): void {
  if (death === undefined) return;
  if (collection === 'policySequence') change ??= session;
  if (change && session === change) count();
  else if (committed && collection === 'outbox') {
    if (death === 'before it is marked as sent') die();
    marked = true;
  }
}

function count(): void {
  writes += 1;
  if (writes === death) die();
}

function sessionIn(parts: readonly unknown[]): ClientSession | undefined {
  for (const part of parts)
    if (typeof part === 'object' && part !== null && 'session' in part && part.session instanceof ClientSession) return part.session;
  return undefined;
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}
