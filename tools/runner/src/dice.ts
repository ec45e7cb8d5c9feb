/** Chance that a failing run can be repeated with: the seed is in the name of what it decides. */
export class Dice {
  readonly seed: number;
  private state: number;

  constructor(seed: number) {
    this.seed = seed;
    this.state = seed % 2_147_483_647 || 1;
  }

  /** From 0 on and below 1 (Lehmer, after Park and Miller 1988). */
  next(): number {
    this.state = (this.state * 48_271) % 2_147_483_647;
    return this.state / 2_147_483_647;
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  shuffled<T>(list: readonly T[]): T[] {
    return list
      .map((item) => ({ item, place: this.next() }))
      .sort((a, b) => a.place - b.place)
      .map(({ item }) => item);
  }

  one<T>(list: readonly T[]): T {
    const found = list[Math.floor(this.next() * list.length)];
    if (found === undefined) throw new RangeError('There is nothing to choose from.');
    return found;
  }

  /** At least one of them, in their order. */
  some<T>(list: readonly T[]): T[] {
    const chosen = list.filter(() => this.next() < 0.5);
    return chosen.length > 0 ? chosen : [this.one(list)];
  }
}
