import { messageOf } from '@landbridge/engines';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BulkOutcome } from '../bulk/bulk-client.ts';
import { Refused } from '../service-client.ts';

export interface Patience {
  readonly pauseMs: number;
  /** Given up when no further line has been answered for so long. */
  readonly stillMs: number;
}

const PATIENCE: Patience = { pauseMs: 2_000, stillMs: 600_000 };

/**
 * Sends a whole history, and again from its beginning when it is cut off: a line that is held already is known again by its external id, or by
 * its file and number, and is no second report.
 * @param load sends it once, and says of each line that it is answered how many have been
 * @param onPause says why it begins again
 * @throws Refused for a load that is not good; Error when it has been cut off again and again without getting further
 */
export async function sendHistory(
  load: (onAnswered: (lines: number) => void) => Promise<BulkOutcome>,
  onPause: (why: string) => void,
  { pauseMs, stillMs }: Patience = PATIENCE,
): Promise<BulkOutcome> {
  let [most, moved] = [0, Date.now()];
  for (;;) {
    try {
      return await load((lines) => {
        if (lines > most) [most, moved] = [lines, Date.now()];
      });
    } catch (error) {
      if (error instanceof Refused && error.status < 500 && error.status !== 429) throw error;
      if (Date.now() - moved > stillMs)
        throw new Error(
          `The load does not get further than ${most} lines: ${messageOf(error)} Give the same command again when that is mended.`,
        );
      onPause(messageOf(error));
    }
    await sleep(pauseMs);
  }
}
