import type { Coverage } from '@landbridge/detection';
import { HORIZON, LearntDelays } from '../delays/learnt-delays.ts';
import { WEEK } from './grain.ts';
import type { Plan } from './line-keeper.ts';
import type { Pass } from './pass.ts';

/** A bucket of which more than this share should have come is complete: what is missing moves no alarm, and a few dozen reports prove no more. */
const COMPLETE = 0.95;
/** Shares are told in steps of this, so that a report that is withdrawn changes none of them. */
const STEP = 0.02;
const HORIZON_WEEKS = HORIZON / 7;

/**
 * What should have come, when a week is over, of its reports and of those of the weeks before, the newest first; nothing where all has. It is learnt
 * from what was known a horizon earlier, so that what comes late changes nothing of it.
 * @param closed the newest bucket that is over
 */
export async function arrivedBy(closed: number, { family, audience, grain }: Plan, pass: Pass): Promise<Coverage[]> {
  if (grain !== WEEK) return [];
  const then = grain.later(closed, -HORIZON_WEEKS);
  const delays = LearntDelays.of(await pass.contributions(audience, then, { grain, from: family.from }), then + 7);
  if (!delays) return [];
  const shares: Coverage[] = [];
  for (let age = 0; age < HORIZON_WEEKS; age += 1) {
    const from = grain.later(then, -age);
    const share = delays.coverage({ from, until: from + 7 }, 0, []);
    if (share.mean > COMPLETE) break;
    shares.push({ mean: stepped(share.mean), variance: stepped(Math.sqrt(share.variance)) ** 2 });
  }
  return shares;
}

const stepped = (value: number) => Math.round(value / STEP) * STEP;
