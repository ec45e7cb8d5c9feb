/** A value and how often it comes, against the others of its list. */
export type Weighted<T> = readonly [value: T, weight: number];
/** One stream of random numbers. The same parts give the same stream, and different parts unrelated ones. */
export declare class Random {
  #private;
  constructor(...parts: readonly (string | number)[]);
  /** From 0, below 1. */
  next(): number;
  /** A whole number, both ends included. */
  whole(from: number, to: number): number;
  chance(share: number): boolean;
  /** Standard normal, by Box and Muller. */
  normal(): number;
  /** One of a list, each as likely as the others. */
  one<T>(list: readonly T[]): T;
  shuffled<T>(list: readonly T[]): T[];
  /** `length` letters from a to p. Letters only, so that no text check takes them for a number of a telephone or an account. */
  letters(length: number): string;
}
/** Chooses from a list by weight. */
export declare class Choice<T> {
  #private;
  constructor(weighted: readonly Weighted<T>[]);
  pick(random: Random): T;
  /** Up to `count` different values. */
  some(random: Random, count: number): T[];
}
//# sourceMappingURL=random.d.ts.map
