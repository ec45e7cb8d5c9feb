import type { OrganisationKind } from '@landbridge/contracts';
import type { Criterion } from './question.ts';
import { type About, inWords } from './vocabulary.ts';

/** An organisation as the search looks at it. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly country: string;
  readonly countries: ReadonlySet<string>;
  readonly purposes: ReadonlySet<string>;
  /** Primary subtags: `pt` for `pt-BR`. */
  readonly languages: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
  /** Has a contact that answers at any hour. */
  readonly duty: boolean;
  /** Words of its name, as they are compared. */
  readonly nameWords: ReadonlySet<string>;
}

export interface Hit {
  readonly candidate: Candidate;
  /** Share of what was asked for that it meets, 0 to 1, weighted. */
  readonly score: number;
}

/** Why somebody was found, in English. */
export interface Explanation {
  readonly reasons: readonly string[];
  /** What was asked for and is not known of it. */
  readonly missing: readonly string[];
}

const WEIGHTS: Readonly<Record<About, number>> = { purpose: 4, country: 3, language: 3, kind: 3, role: 2, duty: 2, name: 4 };
/** Who is in a country may know it without saying that it works on it. */
const IS_THERE = 2;

/** Those that meet anything that is asked for, and all that is required: the best first, among equals the more focused. Pure. */
export function rank(candidates: Iterable<Candidate>, criteria: readonly Criterion[]): Hit[] {
  const whole = criteria.reduce((sum, { about }) => sum + WEIGHTS[about], 0);
  const hits: Hit[] = [];
  for (const candidate of candidates) {
    let score = 0;
    let admitted = true;
    for (const criterion of criteria) {
      const weight = weightOf(candidate, criterion);
      if (weight === 0 && criterion.required) admitted = false;
      score += weight;
    }
    if (admitted && score > 0) hits.push({ candidate, score: score / whole });
  }
  return hits.sort(byMerit);
}

/** What it meets and what not, in the order in which it was asked. Pure. */
export function explain(candidate: Candidate, criteria: readonly Criterion[]): Explanation {
  const [reasons, missing]: [string[], string[]] = [[], []];
  for (const criterion of criteria) {
    const { about, codes } = criterion;
    const held = codes.filter((code) => has(candidate, about, code));
    if (held.length > 0) reasons.push(phrase(about, held));
    else if (isThere(candidate, criterion)) reasons.push(`is in ${inWords('country', candidate.country)}`);
    else missing.push(phrase(about, codes, ' or '));
  }
  return { reasons, missing };
}

function weightOf(candidate: Candidate, criterion: Criterion): number {
  if (criterion.codes.some((code) => has(candidate, criterion.about, code))) return WEIGHTS[criterion.about];
  return isThere(candidate, criterion) ? IS_THERE : 0;
}

const isThere = ({ country }: Candidate, { about, codes }: Criterion) => about === 'country' && codes.includes(country);

function has(candidate: Candidate, about: About, code: string): boolean {
  if (about === 'purpose') return candidate.purposes.has(code);
  if (about === 'country') return candidate.countries.has(code);
  if (about === 'language') return candidate.languages.has(code);
  if (about === 'kind') return candidate.kind === code;
  if (about === 'role') return candidate.roles.has(code);
  return about === 'duty' ? candidate.duty : candidate.nameWords.has(code);
}

function phrase(about: About, codes: readonly string[], between = ', '): string {
  const words = codes.map((code) => inWords(about, code)).join(between);
  if (about === 'language') return `speaks ${words}`;
  if (about === 'kind') return `is of the kind ${words}`;
  if (about === 'role') return `does ${words}`;
  if (about === 'duty') return 'has a contact that answers at any hour';
  return about === 'name' ? `has “${words}” in its name` : `covers ${words}`;
}

function byMerit(one: Hit, other: Hit): number {
  const [first, second] = [one.candidate, other.candidate];
  return other.score - one.score || breadth(first) - breadth(second) || compare(first.name, second.name) || compare(first.id, second.id);
}

const breadth = ({ countries, purposes }: Candidate) => countries.size + purposes.size;
const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other));
