/** A whole number from 0 and below the given one, all of them equally likely. For releases: `randomInt` of node:crypto. */
export type Random = (below: number) => number;

/** Of a fraction that can be drawn: `randomInt` takes 48 bits, and von Neumann needs some of them. */
const MOST = 2 ** 32;

/**
 * How much of a figure is held back in one release: 0 with a chance of a half, 1 of a quarter, and so on without an end.
 * @returns a whole number from 0
 */
export function heldBack(random: Random): number {
  let held = 0;
  while (random(2) === 1) held += 1;
  return held;
}

/**
 * Noise of the discrete Laplace distribution: P(x) = (e^q − 1) / (e^q + 1) · e^(−q·|x|) for a whole number x, with q = `numerator` /
 * `denominator`. Added to a count that one report changes by at most Δ, it gives q · Δ differential privacy. It is drawn in whole numbers
 * only: sampling with floating-point numbers would betray the count by their gaps.
 *
 * Source: Canonne, Kamath and Steinke 2020, The Discrete Gaussian for Differential Privacy, NeurIPS 33, Algorithms 1 and 2.
 * @throws RangeError where a part of q is no whole number from 1, or is too large to be drawn
 */
export function discreteLaplace(numerator: number, denominator: number, random: Random): number {
  for (const part of [numerator, denominator])
    if (!Number.isInteger(part) || part < 1 || part > MOST) throw new RangeError(`${part} is no whole number from 1 to ${MOST}.`);
  for (;;) {
    const remainder = random(denominator);
    if (!happensByExponential(remainder, denominator, random)) continue;
    let whole = 0;
    while (happensByExponential(1, 1, random)) whole += 1;
    const size = Math.floor((remainder + denominator * whole) / numerator);
    const isNegative = random(2) === 1;
    // zero would come twice as often as it should
    if (isNegative && size === 0) continue;
    return isNegative ? -size : size;
  }
}

/** True with the chance e^(−numerator/denominator), for a fraction from 0 to 1: von Neumann's series of ever rarer events. */
function happensByExponential(numerator: number, denominator: number, random: Random): boolean {
  let step = 1;
  while (random(denominator * step) < numerator) step += 1;
  return step % 2 === 1;
}
