import { describe, expect, it } from '@jest/globals';
import { seeded } from './model/chance.ts';
import { discreteLaplace, heldBack } from './noise.ts';

const DRAWS = 200_000;

function frequencies(draw: () => number): Map<number, number> {
  const found = new Map<number, number>();
  for (let i = 0; i < DRAWS; i += 1) {
    const value = draw();
    found.set(value, (found.get(value) ?? 0) + 1 / DRAWS);
  }
  return found;
}

/** Five standard errors, so that hardly one right sampler in a million is refused. */
const near = (share: number) => 5 * Math.sqrt((share * (1 - share)) / DRAWS);

describe('what is held back', () => {
  it('is nothing in half of all cases, and halves with each step', () => {
    const random = seeded(11);
    const found = frequencies(() => heldBack(random));
    for (let held = 0; held < 10; held += 1) {
      const share = 0.5 ** (held + 1);
      expect(Math.abs((found.get(held) ?? 0) - share)).toBeLessThan(near(share));
    }
    expect(Math.min(...found.keys())).toBe(0);
  });
});

describe('the discrete Laplace distribution', () => {
  it.each([
    [1, 1],
    [1, 3],
    [2, 1],
    [7, 5],
    [100, 1_800],
  ])('is drawn with q = %d/%d', (numerator, denominator) => {
    const random = seeded(numerator * 31 + denominator);
    const found = frequencies(() => discreteLaplace(numerator, denominator, random));
    const q = numerator / denominator;
    for (let x = -6; x <= 6; x += 1) {
      const share = ((Math.exp(q) - 1) / (Math.exp(q) + 1)) * Math.exp(-q * Math.abs(x));
      expect(Math.abs((found.get(x) ?? 0) - share)).toBeLessThan(near(share));
    }
    const variance = [...found].reduce((sum, [x, share]) => sum + share * x * x, 0);
    expect(variance / ((2 * Math.exp(-q)) / (1 - Math.exp(-q)) ** 2)).toBeCloseTo(1, 1);
  });

  it.each([
    [0, 1],
    [1, 0],
    [0.5, 1],
    [1, Number.NaN],
    [1, 2 ** 40],
  ])('refuses q = %d/%d', (numerator, denominator) => {
    expect(() => discreteLaplace(numerator, denominator, seeded(1))).toThrow(RangeError);
  });
});
