import { ARTEFACTS } from '@landbridge/contracts';
import { USE_PURPOSES } from '@landbridge/contracts/codes';
import { reportInput } from '@landbridge/contracts/testing';
import type { SampleAction } from '@landbridge/sample-network';
import type { Member } from './member.ts';

const DAY = 86_400_000;
/** Longer than a quarter: what happened so long ago lies in one that is over. */
const AGO = 100;

/** A corridor from where nobody in any sample comes; many members report on it within the last week that is over. */
export class Corridor {
  readonly origin = 'FJ';
  readonly exploitation = 'IS';
  readonly value = 'FJ>IS';
  /** The quarter in which it happened. */
  readonly period: string;
  private readonly happened: string;
  private readonly monday: number;
  private readonly sent: SampleAction[] = [];

  /** @param today a moment after the grace of the week that is over */
  constructor(today: Date) {
    const day = Math.floor(today.getTime() / DAY);
    this.monday = day - ((day + 3) % 7) - 7;
    const happened = new Date((this.monday - AGO) * DAY);
    this.happened = happened.toISOString().slice(0, 10);
    this.period = `${happened.getUTCFullYear()}-Q${Math.floor(happened.getUTCMonth() / 3) + 1}`;
  }

  /** So many public reports of each member. */
  submissions(members: readonly Member[], each: number): SampleAction[] {
    const made = members.flatMap(({ organisation }) =>
      Array.from({ length: each }, (_, i): SampleAction => {
        const at = new Date((this.monday + (i % 7)) * DAY + DAY / 2).toISOString();
        return {
          action: 'submit',
          organisation: organisation.id,
          at,
          externalId: `${this.value}/${organisation.id}/${i}`,
          report: reportInput({
            where: { citizenships: [this.origin], origin: this.origin, exploitation: this.exploitation },
            observed: { from: this.happened, to: this.happened, precision: 'day' },
            recordedAt: at,
            usePurposes: [...USE_PURPOSES],
            marking: { tlp: 'clear' },
            attribution: 'named',
          }),
        };
      }),
    );
    this.sent.push(...made);
    return made;
  }

  /** Each of them is taken back. */
  withdrawals(): SampleAction[] {
    return this.sent.map(({ organisation, at, externalId }) => ({ action: 'withdraw', reason: 'error', organisation, at, externalId }));
  }
}

/** With which a trend may be published. */
export const SHEET = {
  artefacts: ARTEFACTS.map((code) => ({ code, finding: 'excluded', reason: `Looked for ${code}.` })),
  otherExplanations: 'A new hotline in the region.',
  harm: { possible: 'Travellers of one country are stopped.', avoidedBy: 'Adverts are looked at, not people.' },
  action: { advised: 'Look at adverts for work on building sites.', for: ['prevention'] },
};
