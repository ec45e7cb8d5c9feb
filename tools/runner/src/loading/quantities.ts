import type { ReportInput } from '@landbridge/contracts';

/** Sums by unit. Units are never added together. */
export type UnitSums = Partial<Record<string, number>>;

export function sumsOf({ quantities = [] }: Pick<ReportInput, 'quantities'>): UnitSums {
  const sums: UnitSums = {};
  for (const { unit, value } of quantities) sums[unit] = (sums[unit] ?? 0) + value;
  return sums;
}

export function addSums(all: Iterable<UnitSums>): UnitSums {
  const total: UnitSums = {};
  for (const sums of all) for (const [unit, sum = 0] of Object.entries(sums)) total[unit] = (total[unit] ?? 0) + sum;
  return total;
}

/** A unit that sums to 0 may be left out. */
export function sameSums(a: UnitSums, b: UnitSums): boolean {
  return Object.keys({ ...a, ...b }).every((unit) => (a[unit] ?? 0) === (b[unit] ?? 0));
}
