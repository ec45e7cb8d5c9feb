import { createHash } from 'node:crypto';
import { newCombinations, scriptsAmong, upperTail } from '@landbridge/detection';
import { weekOf } from '../counting/calendar.ts';
import type { CountedReport } from '../counting/contribution.ts';
import { partsOf, type Series } from '../counting/series.ts';
import { provenBy } from './evidence.ts';
import type { Rise } from './rises.ts';

/** What is new in how things are done, and is no series of its own: combinations of what is known, and narratives that spread. */
export function novelPatterns(week: number, year: readonly CountedReport[]): Rise[] {
  return [...combinations(week, year), ...scripts(week, year)];
}

/** Weeks in which a combination is looked for, against the rest of the year. */
const RECENT_WEEKS = 4;
/** Weeks that narratives are compared over. */
const SCRIPT_WEEKS = 26;
/** Reports that a combination, or a script, needs. */
const MINIMUM = 4;
/** What makes a way of doing it. */
const FACETS = new Set(['means', 'platform', 'lure', 'subsector', 'purpose', 'corridor', 'modus-operandi', 'financial-indicator']);
/** As long as a value of a series may be. */
const LONGEST = 100;
/** How rare a combination must be still when one organisation is left out. */
const RARE = 0.01;

function combinations(week: number, year: readonly CountedReport[]): Rise[] {
  const recent = year.filter(({ recorded }) => weekOf(recorded) > week - 7 * RECENT_WEEKS);
  const past = year.filter(({ recorded }) => weekOf(recorded) <= week - 7 * RECENT_WEEKS);
  return newCombinations(recent.map(facetsOf), past.map(facetsOf), { minimum: MINIMUM }).flatMap((found): Rise[] => {
    const value = found.facets.join('+');
    const own = recent.filter(({ series }) => found.facets.every((facet) => series.some((one) => one === facet)));
    if (value.length > LONGEST || !own.some(({ recorded }) => weekOf(recorded) === week)) return [];
    const expected = Math.max(found.expectedFromPast, found.expectedFromParts);
    const stays = (rest: readonly CountedReport[]) =>
      rest.length >= MINIMUM && upperTail(rest.length, { mean: Math.max(expected, 0.01), dispersion: 1 }) <= RARE;
    return [
      {
        kind: 'new-combination',
        lead: {
          series: `combination:${value}`,
          measure: 'reports',
          method: 'combination',
          p: found.p,
          buckets: RECENT_WEEKS,
          observed: found.observed,
          expected,
          bound: Math.ceil(expected),
        },
        shares: [],
        ...evidenceOf(own, stays),
      },
    ];
  });
}

function scripts(week: number, year: readonly CountedReport[]): Rise[] {
  const signed = year
    .filter(({ signature, recorded }) => signature !== undefined && weekOf(recorded) > week - 7 * SCRIPT_WEEKS)
    .sort((a, b) => a.recorded - b.recorded || (a.report < b.report ? -1 : 1));
  const byId = new Map(signed.map((report) => [report.report, report]));
  const found = scriptsAmong(signed.map(({ report, organisation, signature = '' }) => ({ id: report, organisation, signature: numbersOf(signature) }))); // prettier-ignore
  return found.flatMap(({ members }): Rise[] => {
    const own = members.flatMap((id) => byId.get(id) ?? []);
    const [first] = members;
    if (first === undefined || own.length < MINIMUM || !own.some(({ recorded }) => weekOf(recorded) === week)) return [];
    const oldest = Math.min(...own.map(({ recorded }) => weekOf(recorded)));
    const stays = (rest: readonly CountedReport[]) => new Set(rest.map(({ organisation }) => organisation)).size > 1;
    return [
      {
        kind: 'spreading-script',
        lead: {
          series: `script:${createHash('sha256').update(first).digest('hex').slice(0, 16)}`,
          measure: 'reports',
          method: 'similar-narratives',
          buckets: (week - oldest) / 7 + 1,
          observed: own.length,
          expected: 0,
          bound: MINIMUM - 1,
        },
        shares: [],
        ...evidenceOf(own, stays),
      },
    ];
  });
}

function evidenceOf(own: readonly CountedReport[], stays: (rest: readonly CountedReport[]) => boolean) {
  const organisations = new Set(own.map(({ organisation }) => organisation));
  const survivesLeavingOneOut = [...organisations].every((left) => stays(own.filter(({ organisation }) => organisation !== left)));
  return { ...provenBy(own), survivesLeavingOneOut, artefacts: survivesLeavingOneOut ? [] : (['one-organisation'] as const) };
}

const facetsOf = ({ series }: CountedReport) => series.filter((one: Series) => FACETS.has(partsOf(one).dimension));

function numbersOf(signature: string): Uint32Array {
  const bytes = Buffer.from(signature, 'base64');
  return Uint32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readUInt32LE(4 * i));
}
