import type { BulkOutcome } from '../bulk/bulk-client.ts';
import { readTrends, type SeenTrend } from '../demo/trends.ts';
import type { Steps } from '../demo/steps.ts';
import { type FileToLoad, loadFile } from '../loading/file-loader.ts';
import type { Network } from '../network.ts';
import { count, progressBar } from '../progress-bar.ts';
import type { TokenSource } from '../token-source.ts';
import { readProgress, untilEvaluated } from './evaluation-progress.ts';
import { sendHistory } from './history-load.ts';

export interface BackFilled {
  readonly outcome: BulkOutcome;
  /** Reports that count now, of everybody. */
  readonly counted: number;
  readonly trends: readonly SeenTrend[];
}

/** Sends an organisation's history and follows it until the figures stand. Cut off anywhere, it is begun again without harm. */
export async function backFill(
  { addresses, operator }: Pick<Network, 'addresses' | 'operator'>,
  history: FileToLoad,
  tokens: TokenSource,
  steps: Steps,
): Promise<BackFilled> {
  const outcome = await steps.run('load', 'Sending the history', (step) =>
    sendHistory(
      (onAnswered) =>
        loadFile(history, addresses.ingestion, tokens, (sent, size, answered) => {
          onAnswered(answered);
          step.say(`${progressBar(sent, size, 'bytes')}, ${count(answered)} lines answered`);
        }),
      (why) => step.say(`${why} Sending it again; what is held already is known again`),
    ),
  );
  const { counted } = await steps.run('evaluate', 'Counting and evaluating', (step) => untilEvaluated(() => readProgress(operator), step));
  return { outcome, counted, trends: await readTrends(operator.at('trend-detection')) };
}
