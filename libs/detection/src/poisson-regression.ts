/** A log-linear mean fitted to counts. */
export interface PoissonRegression {
  readonly coefficients: Float64Array;
  /** Fitted mean of each observation. */
  readonly means: Float64Array;
  /** x′(X′WX)⁻¹x for a row of the design: the variance of its linear predictor where the dispersion is 1. */
  readonly leverage: (row: Float64Array) => number;
}

/** Newton's steps; from a fair start five or six are enough, and where none is good (only zeros) more do not help. */
const STEPS = 25;
const TOLERANCE = 1e-6;
/** No step changes a coefficient by more: where counts are nearly all zero the first steps would go too far. */
const LONGEST_STEP = 2;
/** Bounds of the linear predictor: means of one in 160,000 buckets to 3 million. */
const LOWEST = -12;
const HIGHEST = 15;
/** Keeps what the counts say nothing about in place, and changes nothing else. */
const RIDGE = 1e-8;

/**
 * Weighted Poisson regression with log link by iteratively reweighted least squares.
 *
 * Source: McCullagh and Nelder 1989, Generalized Linear Models, 2nd edition, chapters 2.5 and 6.2.
 * @param design one row of `columns` numbers for each count; the first column is the intercept
 * @param weights prior weight of each count
 * @param start coefficients to begin from
 */
export function poissonRegression(
  design: Float64Array,
  columns: number,
  counts: ArrayLike<number>,
  weights: Float64Array,
  start?: Float64Array,
): PoissonRegression {
  const coefficients = start ? Float64Array.from(start) : interceptOf(counts, weights, columns);
  const means = new Float64Array(weights.length);
  const information = new Float64Array(columns * columns);
  const score = new Float64Array(columns);
  for (let step = 0; step < STEPS; step += 1) {
    gather(design, columns, counts, weights, coefficients, means, information, score);
    factorise(information, columns);
    solve(information, columns, score);
    const largest = score.reduce((most, change) => Math.max(most, Math.abs(change)), 0);
    const shorten = largest > LONGEST_STEP ? LONGEST_STEP / largest : 1;
    for (let j = 0; j < columns; j += 1) coefficients[j]! += shorten * score[j]!;
    if (largest < TOLERANCE) break;
  }
  return { coefficients, means, leverage: (row) => squaredLength(information, columns, row) };
}

/** The mean that a row of the design says. */
export function meanAt(coefficients: Float64Array, row: ArrayLike<number>, offset = 0): number {
  let predictor = 0;
  for (let j = 0; j < coefficients.length; j += 1) predictor += row[offset + j]! * coefficients[j]!;
  return Math.exp(Math.min(HIGHEST, Math.max(LOWEST, predictor)));
}

function interceptOf(counts: ArrayLike<number>, weights: Float64Array, columns: number): Float64Array {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < weights.length; i += 1) {
    sum += weights[i]! * counts[i]!;
    total += weights[i]!;
  }
  const coefficients = new Float64Array(columns);
  coefficients[0] = Math.log(Math.max(sum / total, Math.exp(LOWEST)));
  return coefficients;
}

/** Means, and score and information at them. */
function gather(
  design: Float64Array,
  columns: number,
  counts: ArrayLike<number>,
  weights: Float64Array,
  coefficients: Float64Array,
  means: Float64Array,
  information: Float64Array,
  score: Float64Array,
): void {
  information.fill(0);
  score.fill(0);
  for (let i = 0; i < weights.length; i += 1) {
    const row = i * columns;
    const mean = meanAt(coefficients, design, row);
    means[i] = mean;
    const weight = weights[i]! * mean;
    const residual = weights[i]! * (counts[i]! - mean);
    for (let j = 0; j < columns; j += 1) {
      const x = design[row + j]!;
      score[j]! += residual * x;
      for (let k = 0; k <= j; k += 1) information[j * columns + k]! += weight * x * design[row + k]!;
    }
  }
  for (let j = 0; j < columns; j += 1) information[j * columns + j]! += RIDGE;
}

/** Cholesky factor in place, in the lower triangle. */
function factorise(matrix: Float64Array, size: number): void {
  for (let j = 0; j < size; j += 1)
    for (let i = j; i < size; i += 1) {
      let value = matrix[i * size + j]!;
      for (let k = 0; k < j; k += 1) value -= matrix[i * size + k]! * matrix[j * size + k]!;
      matrix[i * size + j] = i === j ? Math.sqrt(Math.max(value, RIDGE)) : value / matrix[j * size + j]!;
    }
}

/** Solves LL′x = b in place. */
function solve(factor: Float64Array, size: number, vector: Float64Array): void {
  forwards(factor, size, vector);
  for (let j = size - 1; j >= 0; j -= 1) {
    for (let k = j + 1; k < size; k += 1) vector[j]! -= factor[k * size + j]! * vector[k]!;
    vector[j]! /= factor[j * size + j]!;
  }
}

function squaredLength(factor: Float64Array, size: number, row: Float64Array): number {
  const solved = row.slice(0, size);
  forwards(factor, size, solved);
  return solved.reduce((sum, value) => sum + value * value, 0);
}

function forwards(factor: Float64Array, size: number, vector: Float64Array): void {
  for (let j = 0; j < size; j += 1) {
    for (let k = 0; k < j; k += 1) vector[j]! -= factor[j * size + k]! * vector[k]!;
    vector[j]! /= factor[j * size + j]!;
  }
}
