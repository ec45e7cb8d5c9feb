/** The days between two, which are not among them themselves; without an end where nothing later is left out. */
export interface Stretch {
  readonly after: string;
  readonly before?: string;
}

/** Days of the first stretch; each further one has so many times as many. */
const FIRST = 4;
const GROWS = 4;
/** Nothing is recorded earlier: the Trafficking Protocol is of the year 2000. */
const OLDEST = '2000-01-01';
const DAY_MS = 24 * 3600 * 1000;

/**
 * Stretches of days, newest first, that together hold every day back to `oldest`. A page that fills from the first needs to look at no more
 * of the store than those days, however much there is.
 * @param newest YYYY-MM-DD, the day to begin with; without one it begins with whatever is newest
 * @param today YYYY-MM-DD
 */
export function* stretches(newest: string | undefined, today: string, oldest: string = OLDEST): Generator<Stretch> {
  const last = daysFrom(oldest, -1);
  let before = newest === undefined ? undefined : daysFrom(newest, 1);
  for (let days = FIRST; ; days *= GROWS) {
    const after = daysFrom(before ?? daysFrom(today, 1), -days - 1);
    const isLast = after <= last;
    yield { after: isLast ? last : after, ...(before !== undefined && { before }) };
    if (isLast) return;
    before = daysFrom(after, 1);
  }
}

function daysFrom(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}
