/** A report's narrative, known only by its MinHash signature. */
export interface SignedNarrative {
  readonly id: string;
  readonly organisation: string;
  /** As ingestion makes it, with the network's key: as many unsigned 32-bit numbers for each narrative. */
  readonly signature: Uint32Array;
}

export interface ScriptOptions {
  /** Estimated Jaccard similarity from which two narratives are near-duplicates; 0.7. */
  readonly threshold?: number;
  /** Different organisations that a script must come from; 2. */
  readonly organisations?: number;
}

/** Narratives that are nearly the same. */
export interface Script {
  /** In the order given: where that is by time, the first is the earliest. */
  readonly members: readonly string[];
  /** Different ones, in the order of their first narrative. */
  readonly organisations: readonly string[];
  /** The least similarity by which a member was joined. */
  readonly similarity: number;
}

/** Numbers in a band. 16 bands of 4 find a pair of similarity 0.7 with the chance 0.988, of 0.8 with 0.9998, of 0.3 with 0.12, to be verified. */
const BAND = 4;
/** Narratives of one bucket that later ones are compared with. Bounds the work; a bucket with so many unlike ones is hardly met with. */
const LEADERS = 8;

/**
 * Spreading scripts: clusters of near-duplicate narratives, found without any text. Locality-sensitive hashing by bands finds candidates, the share
 * of equal places in two signatures verifies them, and verified pairs are joined. A narrative is compared with at most 8 of each band's bucket,
 * so the work is linear in the number of narratives, also where thousands are the same: 100,000, half of them equal, take two seconds of one core.
 *
 * The threshold 0.7: with 64 places the estimate has a standard error of 0.057 there, so narratives of a true similarity below 0.5 are hardly
 * ever joined. Narratives of a few words are alike by chance; leave them out.
 *
 * Source: Broder 1997, SEQUENCES, 21–29; Indyk and Motwani 1998, STOC, 604–613; Leskovec, Rajaraman and Ullman 2014, Mining of Massive Datasets,
 * section 3.4.
 * @throws RangeError where signatures differ in length, or an option is out of its range
 */
export function scriptsAmong(narratives: readonly SignedNarrative[], { threshold = 0.7, organisations = 2 }: ScriptOptions = {}): Script[] {
  if (!(threshold > 0 && threshold <= 1)) throw new RangeError(`threshold must lie above 0 and up to 1, and is ${threshold}.`);
  const length = narratives[0]?.signature.length ?? BAND;
  const odd = narratives.find(({ signature }) => signature.length !== length || length < BAND);
  if (odd) throw new RangeError(`The signature of ${odd.id} has ${odd.signature.length} numbers instead of ${Math.max(length, BAND)}.`);
  const clusters = new Clusters(narratives.length);
  for (let first = 0; first + BAND <= length; first += BAND) joinBand(narratives, first, threshold, clusters);
  return clusters.several().flatMap(({ members, similarity }) => {
    const joined = members.flatMap((member) => narratives[member] ?? []);
    const from = [...new Set(joined.map(({ organisation }) => organisation))];
    return from.length < organisations ? [] : [{ members: joined.map(({ id }) => id), organisations: from, similarity }];
  });
}

/** Joins those that are equal in one band and similar as a whole. */
function joinBand(narratives: readonly SignedNarrative[], first: number, threshold: number, clusters: Clusters): void {
  const buckets = new Map<string, number[]>();
  for (const [index, { signature }] of narratives.entries()) {
    const key = signature.subarray(first, first + BAND).join();
    const leaders = buckets.get(key);
    if (!leaders) {
      buckets.set(key, [index]);
      continue;
    }
    if (leaders.some((leader) => clusters.joined(leader, index))) continue;
    const similar = leaders.map((leader) => ({ leader, similarity: similarity(narratives[leader]?.signature, signature) }));
    const best = similar.reduce((one, other) => (other.similarity > one.similarity ? other : one));
    if (best.similarity >= threshold) clusters.join(best.leader, index, best.similarity);
    else if (leaders.length < LEADERS) leaders.push(index);
  }
}

function similarity(one: Uint32Array | undefined, other: Uint32Array): number {
  let equal = 0;
  for (let place = 0; place < other.length; place++) if (one?.[place] === other[place]) equal++;
  return equal / other.length;
}

/** Disjoint sets with path halving (Tarjan and van Leeuwen 1984); the least index stands for its set. */
class Clusters {
  private readonly parents: Int32Array;
  private readonly similarities = new Map<number, number>();

  constructor(size: number) {
    this.parents = Int32Array.from({ length: size }, (_, index) => index);
  }

  joined(one: number, other: number): boolean {
    return this.rootOf(one) === this.rootOf(other);
  }

  join(one: number, other: number, similarity: number): void {
    const [root, child] = [this.rootOf(one), this.rootOf(other)].sort((a, b) => a - b) as [number, number];
    this.parents[child] = root;
    this.similarities.set(root, Math.min(similarity, this.similarities.get(root) ?? 1, this.similarities.get(child) ?? 1));
  }

  /** Sets with more than one member, by their first one. */
  several(): { members: number[]; similarity: number }[] {
    const members = new Map<number, number[]>();
    for (const index of this.parents.keys()) {
      const root = this.rootOf(index);
      const known = members.get(root);
      if (known) known.push(index);
      else members.set(root, [index]);
    }
    return [...members]
      .filter(([, set]) => set.length > 1)
      .map(([root, set]) => ({ members: set, similarity: this.similarities.get(root) ?? 1 }));
  }

  private rootOf(index: number): number {
    let at = index;
    for (;;) {
      const parent = this.parents[at] ?? at;
      if (parent === at) return at;
      const grandparent = this.parents[parent] ?? parent;
      this.parents[at] = grandparent;
      at = grandparent;
    }
  }
}
