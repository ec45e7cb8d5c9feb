/** Of so many measurements. */
export interface Percentiles {
  readonly measured: number;
  readonly p50: number;
  readonly p95: number;
}

/** @throws RangeError where nothing was measured */
export function percentiles(times: readonly number[]): Percentiles {
  if (times.length === 0) throw new RangeError('Nothing was measured.');
  const sorted = [...times].sort((a, b) => a - b);
  return { measured: times.length, p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95) };
}

/** @param sorted rising @returns the smallest time that at least the share of all is not above, to a tenth; 0 for none */
export function percentile(sorted: readonly number[], share: number): number {
  const time = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
  return Math.round(time * 10) / 10;
}
