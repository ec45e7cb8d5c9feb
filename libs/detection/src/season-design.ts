const HARMONICS = 2;

/** Intercept, years, and a cosine and a sine for each yearly harmonic. */
export const SEASON_COLUMNS = 2 + 2 * HARMONICS;

const designs = new Map<number, Float64Array>();

/**
 * The design of a curve with trend and season, one row of `SEASON_COLUMNS` numbers for each bucket. All series share it, because the sines
 * would cost more than the fit.
 * @returns rows for so many buckets, and perhaps more
 */
export function seasonDesign(bucketsPerYear: number, buckets: number): Float64Array {
  const known = designs.get(bucketsPerYear);
  if (known && known.length >= buckets * SEASON_COLUMNS) return known;
  const design = Float64Array.from({ length: 2 * buckets * SEASON_COLUMNS }, (_, at) => {
    const years = Math.floor(at / SEASON_COLUMNS) / bucketsPerYear;
    return cell(at % SEASON_COLUMNS, years);
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
