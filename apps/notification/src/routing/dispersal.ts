import { createHmac } from 'node:crypto';
import type { StructuredReport } from '@landbridge/contracts';
import type { KeyRing } from '@landbridge/platform';

/**
 * When reports with hidden attribution go out: not in the moment in which their sender's other reports do, by which they could be joined.
 * Each has a moment of its own, the same for every receiver, so that those who compare what they got learn no more than one.
 */
export class Dispersal {
  private readonly key: Buffer;

  /** @param window the longest delay, in milliseconds; 0 for none */
  constructor(
    keys: KeyRing,
    private readonly window: number,
  ) {
    this.key = keys.derive('dispersal');
  }

  /** @returns not before when others than its sender are told of a report; undefined for at once, which urgent ones are */
  momentOf({ id, revision, attribution, urgency }: StructuredReport, now: Date): Date | undefined {
    if (attribution !== 'hidden' || urgency === 'imminent' || this.window === 0) return undefined;
    const share = createHmac('sha256', this.key).update(`${id}\n${revision}`).digest().readUInt32BE() / 2 ** 32;
    return new Date(now.getTime() + Math.floor(share * this.window));
  }
}
