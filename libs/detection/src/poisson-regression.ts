const { abs, exp, log, max, min, sqrt } = Math;

/** A log-linear mean fitted to counts. */
export interface PoissonRegression {
  readonly coefficients: Float64Array;
  /** x′(X′WX)⁻¹x for a row of the design: the variance of its linear predictor where the dispersion is 1. */
  readonly leverage: (row: number) => number;
  /** The means of the first rows of the design, which may be more than were fitted. */
  readonly means: (rows: number) => Float64Array;
}

/** Newton's steps; from a fair start five or six are enough, and where none is good (only zeros) more do not help. */
const STEPS = 25;
/** Each step squares the error of the one before, so that after one of this length nothing is left to gain. */
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
 * @param design rows of `columns` numbers, at least one for each count; the first column is the intercept
 * @param counts as many as there are weights, or more, which are left out
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
  const information = new Float64Array(columns * columns);
  const change = new Float64Array(columns);
  for (let step = 0; step < STEPS; step += 1) {
    gather(design, columns, counts, weights, coefficients, information, change);
    factorise(information, columns);
    solve(information, columns, change);
    let largest = 0;
    for (let j = 0; j < columns; j += 1) largest = max(largest, abs(change[j]!));
    const shorten = largest > LONGEST_STEP ? LONGEST_STEP / largest : 1;
    for (let j = 0; j < columns; j += 1) coefficients[j]! += shorten * change[j]!;
    if (largest < TOLERANCE) break;
  }
  const solved = new Float64Array(columns);
  return {
    coefficients,
    leverage: (row) => squaredLength(information, columns, design, row, solved),
    means: (rows) => {
      const means = new Float64Array(rows);
      for (let row = 0; row < rows; row += 1) means[row] = meanAt(coefficients, design, row);
      return means;
    },
  };
}

function meanAt(coefficients: Float64Array, design: Float64Array, row: number): number {
  const columns = coefficients.length;
  let predictor = 0;
  for (let j = 0; j < columns; j += 1) predictor += design[row * columns + j]! * coefficients[j]!;
  return exp(min(HIGHEST, max(LOWEST, predictor)));
}

function interceptOf(counts: ArrayLike<number>, weights: Float64Array, columns: number): Float64Array {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < weights.length; i += 1) {
    sum += weights[i]! * counts[i]!;
    total += weights[i]!;
  }
  const coefficients = new Float64Array(columns);
  coefficients[0] = log(max(sum / total, exp(LOWEST)));
  return coefficients;
}

/** Score and information at the coefficients. */
function gather(
  design: Float64Array,
  columns: number,
  counts: ArrayLike<number>,
  weights: Float64Array,
  coefficients: Float64Array,
  information: Float64Array,
  score: Float64Array,
): void {
  information.fill(0);
  score.fill(0);
  for (let i = 0; i < weights.length; i += 1) {
    const row = i * columns;
    const mean = meanAt(coefficients, design, i);
    const weight = weights[i]! * mean;
    const residual = weights[i]! * counts[i]! - weight;
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
      matrix[i * size + j] = i === j ? sqrt(max(value, RIDGE)) : value / matrix[j * size + j]!;
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

function squaredLength(factor: Float64Array, size: number, design: Float64Array, row: number, solved: Float64Array): number {
  for (let j = 0; j < size; j += 1) solved[j] = design[row * size + j]!;
  forwards(factor, size, solved);
  let sum = 0;
  for (let j = 0; j < size; j += 1) sum += solved[j]! ** 2;
  return sum;
}

function forwards(factor: Float64Array, size: number, vector: Float64Array): void {
  for (let j = 0; j < size; j += 1) {
    for (let k = 0; k < j; k += 1) vector[j]! -= factor[j * size + k]! * vector[k]!;
    vector[j]! /= factor[j * size + j]!;
  }
}
