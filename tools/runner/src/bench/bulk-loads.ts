import type { Step } from '@landbridge/engines';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { NDJSON, sendBulk } from '../bulk/bulk-client.ts';
import { messagingIn } from '../demo/network-state.ts';
import { atOnce } from '../loading/at-once.ts';
import { count, progressBar } from '../progress-bar.ts';
import type { Network } from '../network.ts';
import type { TokenSource } from '../token-source.ts';
import type { ReportLine } from './report-lines.ts';

/** Organisations that send at once. */
const AT_ONCE = 4;
const GIVES_UP_AFTER_MS = 1_800_000;

type Tokens = (organisation: string) => TokenSource;

/** Sends the reports of each organisation as one load. @throws when one is not accepted */
export async function loadInBulk(url: string, tokensOf: Tokens, lines: readonly ReportLine[], step: Step): Promise<void> {
  let answered = 0;
  const loads = Map.groupBy(lines, ({ organisation }) => organisation);
  await atOnce(AT_ONCE, loads, async ([organisation, own]) => {
    const body = Readable.from(own.map(({ line }) => line));
    const onLine = () => step.say(progressBar(++answered, lines.length, 'reports accepted'));
    const { accepted } = await sendBulk({ url, tokens: tokensOf(organisation), body, headers: NDJSON, onLine });
    if (accepted !== own.length) throw new Error(`Only ${accepted} of ${own.length} reports of ${organisation} were accepted.`);
  });
}

/** Waits until that many reports are counted. What is counted is looked up when nothing is behind: it takes the store some work. */
export async function untilCounted({ operator }: Network, reports: number, step: Step): Promise<void> {
  const counting = operator.at('trend-detection');
  const deadline = Date.now() + GIVES_UP_AFTER_MS;
  while (Date.now() < deadline) {
    const { topics } = messagingIn(await counting.get('/v1/operator/messaging'));
    const lag = topics.find(({ topic }) => topic === 'reports')?.lag;
    if (lag === 0 && (await counting.get('/v1/operator/status'))['counted'] === reports) return;
    step.say(`${lag === undefined ? 'some' : count(lag)} events behind`);
    await sleep(250);
  }
  throw new Error(`Not all of ${reports} reports were counted in half an hour.`);
}

/** Sends the lines of one organisation as one load. @returns how many were accepted */
export async function loadStream(url: string, tokens: TokenSource, lines: Iterable<Buffer>, step: Step): Promise<number> {
  let answered = 0;
  const onLine = () => {
    if (++answered % 500 === 0) step.say(`${answered} reports accepted`);
  };
  return (await sendBulk({ url, tokens, body: Readable.from(lines), headers: NDJSON, onLine })).accepted;
}
