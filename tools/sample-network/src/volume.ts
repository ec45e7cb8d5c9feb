import { dayText, type Week } from './calendar.ts';
import { Random } from './random.ts';

/** Reporting grows by this a year, apart from all seasons. Our own choice. */
const GROWTH = 0.03;
/** Spread of the weekly volume around its season, as of a logarithm. */
const SPREAD = 0.08;

/** How many of `total` reports are recorded in each week: seasons, holidays, slow growth, and chance. They add up to `total`. */
export function weeklyVolume(weeks: readonly Week[], total: number, seed: number): number[] {
  const random = new Random(seed, 'volume');
  const weights = weeks.map(
    ({ index, monday, days }) =>
      seasonAt(dayText(monday + 3)) * (1 + GROWTH) ** (index / 52) * Math.exp(SPREAD * random.normal()) * (days / 7),
  );
  const sum = weights.reduce((before, weight) => before + weight, 0);
  let weight = 0;
  let given = 0;
  return weights.map((own) => {
    weight += own;
    const upTo = Math.round((total * weight) / sum);
    const count = upTo - given;
    given = upTo;
    return count;
  });
}

/** Offices are half empty around the turn of the year and thinner in August; spring and autumn are full. */
function seasonAt(day: string): number {
  const month = Number(day.slice(5, 7));
  const date = day.slice(5);
  if (date >= '12-22' || date <= '01-03') return 0.6;
  if (month === 8) return 0.82;
  return 1 + 0.08 * Math.cos((4 * Math.PI * (month - 4)) / 12);
}
