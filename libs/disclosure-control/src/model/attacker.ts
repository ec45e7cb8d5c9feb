import loadHighs, { type Highs } from 'highs';
import { GROUP } from '../groups.ts';
import { ATOMS, type Report } from './microdata.ts';
import { liesIn, type Shown, type Unit } from './releases.ts';

// its types are those of a CommonJS module, where a default export lies one level deeper
const load = loadHighs as unknown as typeof loadHighs.default;

/**
 * What an attacker takes a figure to say. `certain`: what the rules say, at least so many. `bold`: besides, that no more than a certain
 * number was held back and that organisations are always many, which he cannot know. `exact`: that figures are the counts themselves.
 */
export type Belief = { readonly kind: 'certain' } | { readonly kind: 'bold'; readonly held: number } | { readonly kind: 'exact' };

/** Codes, within one release; or the change of it since the release before. */
export interface Target {
  readonly codes: Partial<Report>;
  readonly release: number;
  readonly asChange: boolean;
}

export interface Interval {
  readonly least: number;
  readonly most: number;
}

/** Stands for "without a bound": far more than anything in the model. */
export const UNBOUNDED = 10_000;

/**
 * Solves whole-number programs over every combination of codes in every release at once, so over all tables, margins, years and quarters
 * together with all releases: the strongest attack on figures that are sums.
 */
export class Attacker {
  private constructor(
    private readonly highs: Highs,
    private readonly known: readonly string[],
    private readonly releases: number,
  ) {}

  static async on(releases: readonly ReadonlyMap<string, Shown>[], unit: Unit, belief: Belief): Promise<Attacker> {
    const known = releases.flatMap((shown, release) =>
      [...shown.values()].filter((place) => place.unit === unit).flatMap((place) => knowledge(place, release, belief)),
    );
    return new Attacker(await load(), known, releases.length);
  }

  /** @returns the closest interval that the target must lie in; `undefined` where what the attacker believes contradicts itself */
  bounds({ codes, release, asChange }: Target): Interval | undefined {
    const target = asChange ? `${sum(codes, release)} - ${sum(codes, release - 1).replaceAll('+', '-')}` : sum(codes, release);
    const least = this.solve('Minimize', target);
    const most = this.solve('Maximize', target);
    return least === undefined || most === undefined ? undefined : { least, most };
  }

  private solve(direction: string, target: string): number | undefined {
    const cells = Array.from({ length: this.releases }, (_, release) => ATOMS.map((_, atom) => cell(atom, release))).flat();
    const constraints = this.known.map((line, i) => `k${i}: ${line}`).join('\n');
    const bounds = cells.map((each) => `0 <= ${each} <= ${UNBOUNDED}`).join('\n');
    const program = `${direction}\nobj: ${target}\nSubject To\n${constraints}\nBounds\n${bounds}\nGenerals\n${cells.join(' ')}\nEnd`;
    const { Status, ObjectiveValue } = this.highs.solve(program, { output_flag: false });
    return Status === 'Optimal' ? Math.round(ObjectiveValue) : undefined;
  }
}

const cell = (atom: number, release: number) => `x${release}_${atom}`;

function sum(codes: Partial<Report>, release: number): string {
  const within = liesIn(codes);
  return ATOMS.flatMap((atom, i) => (within(atom) ? cell(i, release) : [])).join(' + ');
}

/** What a place tells in one release, as constraints. */
function knowledge({ codes, value, last, previous }: Shown, release: number, belief: Belief): string[] {
  const here = sum(codes, release);
  if (belief.kind === 'exact') return value === undefined ? [`${here} <= ${GROUP - 1}`] : [`${here} = ${value}`];
  const least = value === undefined ? [] : [`${here} >= ${value}`, ...change(here, codes, release, last, previous)];
  return belief.kind === 'certain' ? least : [...least, ...upper(here, { codes, value, last }, release, belief.held)];
}

/** A new value tells that a whole group came or went since the one before. */
function change(here: string, codes: Partial<Report>, release: number, last: Shown['last'], previous: Shown['previous']): string[] {
  if (!last || !previous || last.release !== release) return [];
  const before = sum(codes, previous.release);
  const [more, less] = last.value > previous.value ? [here, before] : [before, here];
  return [`${more} - ${less.replaceAll('+', '-')} >= ${GROUP}`];
}

function upper(here: string, { codes, value, last }: Pick<Shown, 'codes' | 'value' | 'last'>, release: number, held: number): string[] {
  const room = GROUP - 1 + held;
  if (value === undefined) return [`${here} <= ${(last?.value ?? 0) + room}`];
  if (!last || last.release === release) return [`${here} <= ${value + room}`];
  const then = sum(codes, last.release);
  return [`${here} - ${then.replaceAll('+', '-')} <= ${room}`, `${then} - ${here.replaceAll('+', '-')} <= ${room}`];
}
