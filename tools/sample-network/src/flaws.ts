import type { ReportInput } from '@landbridge/contracts';

/** A line as a careless submitter might send it; it must be refused with a reason. */
export type FlawedReport = Record<string, unknown>;

/** What is wrong with the deliberately bad lines. Each breaks one good report in one place. */
const FLAWS = {
  'unknown-country': (good) => ({ ...good, where: { ...good.where, exploitation: 'QQ' } }),
  'unknown-purpose': (good) => ({ ...good, purposes: ['exploitation'] }),
  'observed-missing': ({ observed: _observed, ...rest }) => rest,
  'observed-turned-round': (good) => ({ ...good, observed: { ...good.observed, from: good.observed.to, to: '2001-01-01' } }),
  'observed-in-future': (good) => ({ ...good, observed: { from: '2199-01-01', to: '2199-01-01', precision: 'day' } }),
  'negative-without-adjustment': (good) => ({ ...good, quantities: [{ unit: 'victim', value: -2 }] }),
  'count-in-words': (good) => ({ ...good, quantities: [{ unit: 'victim', value: 'several' }] }),
  'green-for-everybody': (good) => ({ ...good, marking: { tlp: 'green' } }),
  'minors-too-loose': (good) => ({
    ...good,
    quantities: [{ unit: 'victim', value: 1, ageBand: '9-17' }],
    marking: { tlp: 'green', communities: ['practitioners'] },
  }),
  'red-marking': (good) => ({ ...good, marking: { tlp: 'red' } }),
  'graded-testimony': (good) => ({ ...good, evaluation: { scheme: 'basis', basis: 'testimony', source: 'A' } }),
  'no-purpose-of-use': (good) => ({ ...good, usePurposes: [] }),
} as const satisfies Record<string, (good: ReportInput) => FlawedReport>;

export type Flaw = keyof typeof FLAWS;

export const FLAW_NAMES = Object.keys(FLAWS).filter((name): name is Flaw => name in FLAWS);

export function flawed(good: ReportInput, flaw: Flaw): FlawedReport {
  return FLAWS[flaw](good);
}

/** Share of submitted lines that are bad on purpose. */
const FLAWED_SHARE = 0.005;

/** How many of that many submitted lines must be refused. */
export function expectedRejected(reports: number): number {
  return Math.round(reports * FLAWED_SHARE);
}
