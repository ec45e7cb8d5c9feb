/** More gain nothing. */
const MOST_HARMONICS = 2;

/**
 * Intercept, years, and a cosine and a sine for each yearly harmonic: two for weeks and months, one for quarters, none for years. A harmonic
 * that a year has fewer than two buckets for, or just two, is another one seen too seldom, or has a sine that is always 0.
 */
export function seasonColumns(bucketsPerYear: number): number {
  const harmonics = Math.min(MOST_HARMONICS, Math.ceil(bucketsPerYear / 2) - 1);
  return 2 + 2 * harmonics;
}

const designs = new Map<number, Float64Array>();

/**
 * The design of a curve with trend and season, one row of `seasonColumns` numbers for each bucket. All series share it, because the sines
 * would cost more than the fit.
 * @returns rows for so many buckets, and perhaps more
 */
export function seasonDesign(bucketsPerYear: number, buckets: number): Float64Array {
  const columns = seasonColumns(bucketsPerYear);
  const known = designs.get(bucketsPerYear);
  if (known && known.length >= buckets * columns) return known;
  const design = Float64Array.from({ length: 2 * buckets * columns }, (_, at) => {
    const years = Math.floor(at / columns) / bucketsPerYear;
    return cell(at % columns, years);
  });
  designs.set(bucketsPerYear, design);
  return design;
}

function cell(column: number, years: number): number {
  if (column === 0) return 1;
  if (column === 1) return years;
  const angle = 2 * Math.PI * Math.floor(column / 2) * years;
  return column % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
}
