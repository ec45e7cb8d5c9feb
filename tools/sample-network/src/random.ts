import { createHash } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A value and how often it comes, against the others of its list. */
export type Weighted<T> = readonly [value: T, weight: number];

/** One stream of random numbers. The same parts give the same stream, and different parts unrelated ones. */
export class Random {
  readonly #generator;

  constructor(...parts: readonly (string | number)[]) {
    this.#generator = xoroshiro128plus(createHash('sha256').update(parts.join('\n')).digest().readInt32LE());
  }

  /** From 0, below 1. */
  next(): number {
    return uniformFloat64(this.#generator);
  }

  /** A whole number, both ends included. */
  whole(from: number, to: number): number {
    return uniformInt(this.#generator, from, to);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  /** Standard normal, by Box and Muller. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** One of a list, each as likely as the others. */
  one<T>(list: readonly T[]): T {
    const index = this.whole(0, list.length - 1);
    for (const value of list.slice(index)) return value;
    throw new RangeError('Cannot choose from an empty list.');
  }

  shuffled<T>(list: readonly T[]): T[] {
    const left = [...list];
    return list.flatMap(() => left.splice(this.whole(0, left.length - 1), 1));
  }

  /** `length` letters from a to p. Letters only, so that no text check takes them for a number of a telephone or an account. */
  letters(length: number): string {
    return Array.from({ length }, () => String.fromCharCode(97 + this.whole(0, 15))).join('');
  }
}

/** Chooses from a list by weight. */
export class Choice<T> {
  readonly #entries: { readonly value: T; readonly upTo: number }[] = [];
  readonly #last: { readonly value: T; readonly upTo: number };

  constructor(weighted: readonly Weighted<T>[]) {
    let upTo = 0;
    for (const [value, weight] of weighted) if (weight > 0) this.#entries.push({ value, upTo: (upTo += weight) });
    const last = this.#entries.at(-1);
    if (!last) throw new RangeError('A choice needs at least one value with a weight above 0.');
    this.#last = last;
  }

  pick(random: Random): T {
    const at = random.next() * this.#last.upTo;
    return (this.#entries.find(({ upTo }) => at < upTo) ?? this.#last).value;
  }

  /** Up to `count` different values. */
  some(random: Random, count: number): T[] {
    return [...new Set(Array.from({ length: count }, () => this.pick(random)))];
  }
}
