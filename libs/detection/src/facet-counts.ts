import { CountTable } from './count-table.ts';

/** In how many recent and in how many past reports. */
export interface Counts {
  readonly recent: number;
  readonly past: number;
}

/** How often facets come alone, in pairs and in triples. Facets are numbers here; a set of them stands in ascending order. */
export interface FacetCounts {
  readonly all: Counts;
  /** Facets of each recent report, without those too rare for any combination. */
  readonly recentRows: readonly (readonly number[])[];
  /** Of reports with all of these facets; of all reports where there is none. At most three. */
  readonly of: (ids: readonly number[]) => Counts;
  /** The same, with only these recent reports. */
  among(rows: readonly (readonly number[])[]): (ids: readonly number[]) => Counts;
  pairs(): Iterable<readonly number[]>;
  triples(): Iterable<readonly number[]>;
  readonly nameOf: (id: number) => string;
}

type Rows = readonly (readonly string[])[];

/**
 * Counts facets and those of their pairs and triples that are of different dimensions. A facet in fewer than `minimum` recent reports is left
 * out: no combination with it can be in more of them.
 */
export function countFacets(recent: Rows, past: Rows, minimum: number): FacetCounts {
  const { names, dimensions, idOf } = frequentFacets(recent, minimum);
  const numbered = (rows: Rows) => rows.map((row) => [...new Set(row.flatMap((facet) => idOf.get(facet) ?? []))].sort((a, b) => a - b));
  const recentRows = numbered(recent);
  const base = names.length + 1;
  // the key of a set of facets: its numbers as the digits of a larger one, each raised by one so that a missing digit is 0
  const keyOf = (ids: readonly number[]) => ids.reduce((key, id) => key * base + id + 1, 0);
  const tally = new Tally(base, dimensions);
  for (const row of recentRows) tally.add(row, 0);
  for (const row of numbered(past)) tally.add(row, 1);
  const all = { recent: recent.length, past: past.length };
  const of = (ids: readonly number[]) => (ids.length === 0 ? all : tally.counts(keyOf(ids)));
  return {
    all,
    recentRows,
    of,
    among: (rows) => (ids) => ({ recent: rows.filter((row) => ids.every((id) => row.includes(id))).length, past: of(ids).past }),
    pairs: () => tally.sets(2),
    triples: () => tally.sets(3),
    nameOf: (id) => names[id] ?? '',
  };
}

/** Facets in `minimum` reports or more, and of each the number of its dimension. */
function frequentFacets(rows: Rows, minimum: number): { names: string[]; dimensions: number[]; idOf: Map<string, number> } {
  const frequency = new Map<string, number>();
  for (const row of rows) for (const facet of new Set(row)) frequency.set(facet, (frequency.get(facet) ?? 0) + 1);
  const names = [...frequency].flatMap(([facet, count]) => (count >= minimum ? [facet] : [])).sort();
  const dimensionOf = (facet: string) => facet.slice(0, facet.indexOf(':'));
  const numbers = new Map([...new Set(names.map(dimensionOf))].map((dimension, number) => [dimension, number]));
  return {
    names,
    dimensions: names.map((facet) => numbers.get(dimensionOf(facet)) ?? 0),
    idOf: new Map(names.map((facet, id) => [facet, id])),
  };
}

/** Counts of sets of facets in two columns, by key. */
class Tally {
  private readonly table = new CountTable();
  private readonly base: number;
  private readonly dimensions: readonly number[];

  constructor(base: number, dimensions: readonly number[]) {
    this.base = base;
    this.dimensions = dimensions;
  }

  /** Counts every facet, pair and triple of a row, none with two facets of one dimension. */
  add(row: readonly number[], column: 0 | 1): void {
    const { base, dimensions, table } = this;
    for (const [first, a] of row.entries()) {
      table.count(a + 1, column);
      for (let second = first + 1; second < row.length; second++) {
        const b = row[second] ?? 0;
        if (dimensions[a] === dimensions[b]) continue;
        const pair = (a + 1) * base + b + 1;
        table.count(pair, column);
        for (let third = second + 1; third < row.length; third++) {
          const c = row[third] ?? 0;
          if (dimensions[c] !== dimensions[b] && dimensions[c] !== dimensions[a]) table.count(pair * base + c + 1, column);
        }
      }
    }
  }

  counts(key: number): Counts {
    return this.table.at(key);
  }

  /** All sets of this size that were seen. */
  *sets(size: 2 | 3): Generator<number[]> {
    const { base } = this;
    const [least, most] = [base ** (size - 1), base ** size];
    for (const key of this.table.keys()) {
      if (key < least || key >= most) continue;
      const pair = [(Math.floor(key / base) % base) - 1, (key % base) - 1];
      yield size === 2 ? pair : [Math.floor(key / base ** 2) - 1, ...pair];
    }
  }
}
