import { rmSync } from 'node:fs';
import { demoDirectory, demoFile, unpublish, upDirectory } from '../run-files.ts';
import { takeRun } from '../run-lock.ts';
import { urlsIn } from '../system/layout.ts';
import { removeSystem, stopSystem } from '../system/system.ts';

const warn = (text: string) => console.error(text);

/** Stops the system that `up` started. Its data stays. */
export async function down(): Promise<void> {
  const release = takeRun(upDirectory, 'down');
  try {
    await stopSystem(upDirectory, warn);
    unpublish(urlsIn(upDirectory)?.directory);
    console.log('Landbridge is down. Its data stays; `./landbridge up` goes on with it.');
  } finally {
    release();
  }
}

/** Stops everything and throws the data of `up` and `demo` away. */
export async function reset(): Promise<void> {
  const releases = [upDirectory, demoDirectory].map((directory) => takeRun(directory, 'reset'));
  try {
    for (const directory of [upDirectory, demoDirectory]) {
      unpublish(urlsIn(directory)?.directory);
      await removeSystem(directory, warn);
    }
    rmSync(demoFile, { force: true });
    console.log('The data of `up` and `demo` is gone.');
    for (const variable of ['KAFKA_BROKERS', 'MONGODB_URI'])
      if (process.env[variable]) console.log(`What was written to the engine in ${variable} is still there.`);
  } finally {
    for (const release of releases) release();
  }
}
