import { isRecord } from '@landbridge/deployment';
import { OperatorClient } from '../operator-client.ts';
import { count, several } from '../progress-bar.ts';
import { apps, type App } from '../root.ts';
import { upDirectory } from '../run-files.ts';
import { operatorSecretFile, urlsIn } from '../system/layout.ts';
import { isServiceReady } from '../system/service.ts';

/** Speaks to the system of `up`. @throws when it does not run */
export async function operatorOfUp(): Promise<OperatorClient> {
  const urls = urlsIn(upDirectory);
  if (!urls || !(await isServiceReady(urls.directory))) throw new Error('Landbridge is not up. Start it with `./landbridge up`.');
  return new OperatorClient(urls, operatorSecretFile(upDirectory));
}

/** Lets ingestion send again what it accepted since then. */
export async function republish({ since }: { since: Date }): Promise<void> {
  const { chunks } = await (await operatorOfUp()).at('ingestion').post('/v1/operator/republish', { since: since.toISOString() });
  console.log(
    chunks === 0
      ? 'Nothing was accepted since then that is still kept for sending; chunks are kept for 7 days.'
      : `${several(Number(chunks), 'chunk')} of reports will go to Kafka again. Consumers ignore what they have.`,
  );
}

/** Lists the dead letters, and replays them when asked to. */
export async function deadLetters({ service, replay }: { service?: App; replay?: true }): Promise<void> {
  const operator = await operatorOfUp();
  for (const app of service ? [service] : apps) {
    const client = operator.at(app);
    if (replay) {
      const { replayed } = await client.post('/v1/operator/dead-letters/replay');
      console.log(`${app}: ${count(Number(replayed))} replayed`);
      continue;
    }
    const letters = await allLetters((cursor) => client.get(`/v1/operator/dead-letters?replayed=false&limit=200${cursor}`));
    console.log(`${app}: ${letters.length === 0 ? 'none' : count(letters.length)}`);
    for (const letter of letters) console.log(`  ${lineOf(letter)}`);
  }
}

async function allLetters(page: (cursor: string) => Promise<Record<string, unknown>>): Promise<Record<string, unknown>[]> {
  const letters: Record<string, unknown>[] = [];
  for (let cursor = ''; ;) {
    const { deadLetters: found, next } = await page(cursor);
    letters.push(...(Array.isArray(found) ? found.filter(isRecord) : []));
    if (typeof next !== 'string') return letters;
    cursor = `&cursor=${encodeURIComponent(next)}`;
  }
}

function lineOf({ at, topic, partition, offset, error }: Record<string, unknown>): string {
  const { name, message } = isRecord(error) ? error : {};
  return `${String(at)}  ${String(topic)} ${String(partition)}/${String(offset)}  ${String(name)}: ${String(message)}`;
}
