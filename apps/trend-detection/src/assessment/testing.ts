import { ARTEFACTS } from '@landbridge/contracts';
import type { Sheet } from './sheet.ts';

/** A sheet for tests with which a trend may be published. */
export function completeSheet(over: Partial<Sheet> = {}): Sheet {
  return {
    artefacts: ARTEFACTS.map((code) => ({ code, finding: 'excluded', reason: `Looked for ${code}.` })),
    otherExplanations: 'A new hotline in the region.',
    harm: { possible: 'Travellers of one country are stopped.', avoidedBy: 'Adverts are looked at, not people.' },
    action: { advised: 'Look at adverts for harvest work.', for: ['prevention', 'partnership'] },
    ...over,
  };
}
