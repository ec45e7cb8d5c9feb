const { floor, imul } = Math;

const FIRST_CAPACITY = 1 << 10;

/**
 * Two counts a key, for millions of keys: whole numbers from 1 to 2⁵³. A hash table with linear probing in typed arrays, at most half full.
 * JavaScript's Map keeps keys above 2³⁰ as objects; counting with it took more than twice as long.
 */
export class CountTable {
  private places = new Float64Array(FIRST_CAPACITY);
  private counts = new Uint32Array(FIRST_CAPACITY * 2);
  private taken = 0;

  count(key: number, column: 0 | 1): void {
    const place = placeOf(key, this.places);
    if (this.places[place] === 0) {
      this.places[place] = key;
      this.taken++;
    }
    const at = place * 2 + column;
    this.counts[at] = (this.counts[at] ?? 0) + 1;
    if (this.taken * 2 > this.places.length) this.grow();
  }

  at(key: number): { recent: number; past: number } {
    const place = placeOf(key, this.places);
    return { recent: this.counts[place * 2] ?? 0, past: this.counts[place * 2 + 1] ?? 0 };
  }

  *keys(): Generator<number> {
    for (const key of this.places) if (key > 0) yield key;
  }

  private grow(): void {
    const { places, counts } = this;
    this.places = new Float64Array(places.length * 2);
    this.counts = new Uint32Array(counts.length * 2);
    for (const [place, key] of places.entries()) {
      if (key === 0) continue;
      const moved = placeOf(key, this.places);
      this.places[moved] = key;
      this.counts.set(counts.subarray(place * 2, place * 2 + 2), moved * 2);
    }
  }
}

/** Where the key stands, or the free place where it would. */
function placeOf(key: number, places: Float64Array): number {
  const mask = places.length - 1;
  const high = floor(key / 0x100000000);
  const mixed = imul((key | 0) ^ imul(high, 0x85ebca6b), 0xc2b2ae35);
  let place = (mixed ^ (mixed >>> 15)) & mask;
  while (places[place] !== 0 && places[place] !== key) place = (place + 1) & mask;
  return place;
}
