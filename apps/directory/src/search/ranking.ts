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
  readonly reasons: readonly string[];
  /** What was asked for and is not known of it. */
  readonly missing: readonly string[];
}

const WEIGHTS: Readonly<Record<About, number>> = { purpose: 4, country: 3, language: 3, kind: 3, role: 2, duty: 2, name: 4 };
/** Who is in a country may know it without saying that it works on it. */
const IS_THERE = 2;

interface Met {
  readonly reason: string;
  readonly weight: number;
}

/** Those that meet anything that is asked for, and all that is required: the best first, among equals the more focused. Pure. */
export function rank(candidates: Iterable<Candidate>, criteria: readonly Criterion[]): Hit[] {
  const whole = criteria.reduce((sum, { about }) => sum + WEIGHTS[about], 0);
  const hits: Hit[] = [];
  for (const candidate of candidates) {
    const met = criteria.map((criterion) => meet(candidate, criterion));
    if (met.every((one) => one === undefined) || criteria.some(({ required }, i) => required && !met[i])) continue;
    hits.push({
      candidate,
      score: met.reduce((sum, one) => sum + (one?.weight ?? 0), 0) / whole,
      reasons: met.flatMap((one) => (one ? [one.reason] : [])),
      missing: criteria.filter((_, i) => !met[i]).map(asked),
    });
  }
  return hits.sort(byMerit);
}

function meet(candidate: Candidate, { about, codes }: Criterion): Met | undefined {
  const weight = WEIGHTS[about];
  const held = codes.filter((code) => has(candidate, about, code));
  if (held.length > 0) return { reason: phrase(about, held), weight };
  const home = about === 'country' && codes.includes(candidate.country);
  return home ? { reason: `is in ${inWords('country', candidate.country)}`, weight: IS_THERE } : undefined;
}

function has(candidate: Candidate, about: About, code: string): boolean {
  if (about === 'purpose') return candidate.purposes.has(code);
  if (about === 'country') return candidate.countries.has(code);
  if (about === 'language') return candidate.languages.has(code);
  if (about === 'kind') return candidate.kind === code;
  if (about === 'role') return candidate.roles.has(code);
  return about === 'duty' ? candidate.duty : candidate.nameWords.has(code);
}

const asked = ({ about, codes }: Criterion) => phrase(about, codes, ' or ');

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
