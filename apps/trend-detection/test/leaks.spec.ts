import { afterAll, describe, expect, it } from '@jest/globals';
import {
  type CommunityState,
  ORGANISATION_KINDS,
  type OrganisationState,
  type StructuredReport,
  USE_PURPOSES,
} from '@landbridge/contracts';
import { structuredReport } from '@landbridge/contracts/testing';
import { type Caller, Problem } from '@landbridge/platform';
import { canSee, type MemberReader, readerFrom, THE_PUBLIC } from '@landbridge/sharing';
import { communities, organisations, sharedReports } from '@landbridge/sharing/testing';
import fc from 'fast-check';
import { EvaluationBench } from './support/evaluation.ts';
import { background, RISING, weekOf } from './support/rises.ts';

const SCENARIOS = 8;
const EVERYWHERE = ['law-enforcement', 'practitioners', 'nordic-labour', 'research'];
const SERIES = [
  ['total', 'all'],
  ['corridor', 'RO>SE'],
  ['corridor', 'BG>DE'],
  ['lure', 'job'],
] as const;
const MEASURES = ['reports', 'victim'] as const;

/** What every member sees alike, so that there are figures that a hidden report could change. */
const plain = (community: CommunityState): Partial<StructuredReport> => ({
  basis: 'no-personal-data',
  usePurposes: [community.charter.purpose],
  marking: { tlp: 'green', communities: [community.id] },
});

interface Scenario {
  readonly known: readonly CommunityState[];
  readonly members: readonly { readonly organisation: OrganisationState; readonly reader: MemberReader }[];
  /** One after the other what a burst of reports is shared like. */
  readonly hidden: readonly Partial<StructuredReport>[];
}

/** Reports as the policy draws them hardly ever reach anybody: these are open to all but for some of what it looks at. */
const bursts = fc
  .tuple(
    sharedReports,
    fc.subarray(['tlp', 'communities', 'territory', 'handling', 'usePurposes', 'basis', 'concernsMinors'], { maxLength: 3 }),
  )
  .map(([{ contributor, marking, ...drawn }, limits]): Partial<StructuredReport> => {
    const limited = (from: object) => Object.fromEntries(Object.entries(from).filter(([field]) => limits.includes(field)));
    return {
      usePurposes: [...USE_PURPOSES],
      basis: 'no-personal-data',
      concernsMinors: false,
      ...limited(drawn),
      marking: { tlp: 'green', communities: [...EVERYWHERE], ...limited(marking) },
      contributor: { ...contributor, kind: 'police', country: 'FI' },
      attribution: 'hidden',
    };
  });

/** Charters that admit some of the members, and reports that some of them see. */
const scenarios: fc.Arbitrary<Scenario> = fc
  .record({
    drawn: communities,
    kinds: fc.uniqueArray(fc.constantFrom(...ORGANISATION_KINDS), { minLength: 2, maxLength: 2 }),
    people: fc.array(organisations, { minLength: 6, maxLength: 6 }),
    hidden: fc.array(bursts, { minLength: 2, maxLength: 2 }),
  })
  .map(({ drawn, kinds, people, hidden }) => {
    // all may read for prevention, and some of the members are of the kinds that are admitted
    const known = [...drawn.values()].map(({ charter, ...community }) => ({
      ...community,
      charter: { ...charter, purpose: 'prevention' as const, admits: kinds },
    }));
    const members = people.flatMap((person, i) => {
      const organisation = {
        ...person,
        id: `5a4fd1a8-0b1c-4a6e-9a39-${String(i).padStart(12, '0')}`,
        kind: kinds[i % kinds.length] ?? person.kind,
        clearance: 'red' as const,
        status: 'active' as const,
        assessing: true,
        communities: known.map(({ id }) => id),
      };
      const reader = readerFrom(organisation, { community: (one) => known.find(({ id }) => id === one), now: new Date('2026-03-09') });
      return reader.organisation === undefined ? [] : [{ organisation, reader }];
    });
    return { known, members, hidden };
  });

/** Everything that a member is answered on one audience, or on all of them, as it is sent. */
async function answersTo(bench: EvaluationBench, caller: Caller, audience: string): Promise<string> {
  const { series, trends } = bench.answers;
  const refusal = (error: unknown) => {
    if (error instanceof Problem) return error.details;
    throw error;
  };
  const answers: unknown[] = [await trends.page(caller, { audience, limit: 200 }).catch(refusal)];
  for (const name of SERIES)
    for (const measure of MEASURES) {
      const [dimension, value] = name;
      answers.push(await series.read(caller, { dimension, value, audience, measure, bucket: 'week' }).catch(refusal));
    }
  return JSON.stringify(answers);
}

const callerOf = ({ organisation, reader }: Scenario['members'][number]): Caller => ({
  kind: 'organisation',
  clientId: organisation.id,
  scopes: ['trends:read'],
  organisation,
  reader,
});

/** Two networks that differ in one burst of reports, which is then shared otherwise, and then withdrawn. */
class TwoNetworks {
  private readonly answers = new Map<string, string>();

  private constructor(
    readonly scenario: Scenario,
    readonly without: EvaluationBench,
    readonly having: EvaluationBench,
  ) {}

  static async open(scenario: Scenario): Promise<TwoNetworks> {
    const networks = new TwoNetworks(scenario, await EvaluationBench.open(), await EvaluationBench.open());
    const base = scenario.known.flatMap((community) =>
      [...background(14), ...weekOf(0, 6, RISING)].map((report) => structuredReport({ ...report, ...plain(community) })),
    );
    for (const bench of [networks.without, networks.having]) {
      bench.communities = [...scenario.known];
      await bench.count(...base);
    }
    await networks.without.round();
    return networks;
  }

  async close(): Promise<void> {
    await this.without.close();
    await this.having.close();
  }

  /** Compares what members are told of audiences whose burst, as it was so far, they may not see. @returns how many were alike, and not */
  async compare(versions: readonly StructuredReport[]): Promise<{ alike: number; leaks: string[]; differing: number }> {
    const found = { alike: 0, leaks: [] as string[], differing: 0 };
    for (const member of this.scenario.members) {
      const caller = callerOf(member);
      for (const audience of ['public', ...member.reader.communities]) {
        const sees = versions.some((report) => this.seesInFull(member.reader, audience, report));
        const same = (await this.unchanged(caller, audience)) === (await answersTo(this.having, caller, audience));
        if (sees) found.differing += same ? 0 : 1;
        else if (same) found.alike += 1;
        else
          found.leaks.push(
            `${audience} to ${JSON.stringify(member.reader)} through ${JSON.stringify(versions.map(({ marking }) => marking))}`,
          );
      }
    }
    return found;
  }

  /** Answers of the network that stays as it is. */
  private async unchanged(caller: Caller, audience: string): Promise<string> {
    const name = `${caller.clientId} ${audience}`;
    const known = this.answers.get(name) ?? (await answersTo(this.without, caller, audience));
    this.answers.set(name, known);
    return known;
  }

  private seesInFull(reader: MemberReader, audience: string, report: StructuredReport): boolean {
    const community = this.scenario.known.find(({ id }) => id === audience);
    if (!community) return canSee(THE_PUBLIC, 'prevention', report) === 'full';
    return canSee(reader, community.charter.purpose, report) === 'full';
  }
}

describe('what members are told of figures', () => {
  const tally = { alike: 0, differing: 0 };
  afterAll(() => {
    // else nothing was tried: some see what was hidden from others, and their figures do change
    expect(tally.alike).toBeGreaterThan(100);
    expect(tally.differing).toBeGreaterThan(5);
  });

  it.each(fc.sample(scenarios, { seed: 6, numRuns: SCENARIOS }).map((scenario, i) => [i, scenario] as const))(
    'changes through no report that they may not see, nor by its narrowing or withdrawal, in network %d',
    async (_, scenario) => {
      const networks = await TwoNetworks.open(scenario);
      const burst = weekOf(0, 25, RISING);
      const shared = scenario.hidden.map((over, at) => burst.map((report) => ({ ...report, ...over, revision: at + 1 })));
      const steps = [...shared, shared.at(-1)?.map((withdrawn) => ({ withdrawn })) ?? []];
      const versions: StructuredReport[] = [];
      for (const [at, step] of steps.entries()) {
        await networks.having.count(...step);
        await networks.having.round();
        const [version] = shared[at] ?? [];
        if (version) versions.push(version);
        const { alike, leaks, differing } = await networks.compare(versions);
        expect(leaks).toEqual([]);
        tally.alike += alike;
        tally.differing += differing;
      }
      await networks.close();
    },
  );
});
