import { COUNTRIES } from '@landbridge/contracts/countries';
import {
  FINANCIAL_INDICATORS,
  ISIC_SECTIONS,
  LURES,
  MEANS,
  PLATFORM_TYPES,
  PURPOSES,
  RECRUITMENT_METHODS,
  SUBSECTORS,
} from '@landbridge/contracts/codes';
import { Dice } from '../dice.ts';

/** What is drawn of a report: the week that it was recorded in, from 0 on, and the series that it counts in. */
export interface DrawnReport {
  readonly week: number;
  readonly series: readonly string[];
}

/** The rarest series come so many times a week; each comes three times at least, so that it is a line. */
const RAREST = 0.04;
const FEWEST = 3;
/** How much rarer each is than the one before (Zipf): a few are busy, nearly all are sparse. */
const STEEPNESS = 0.85;
/** The busiest but the total is in so large a part of the reports. */
const BUSIEST = 0.6;
/** In the last week so many series rise, neither the busiest nor the rarest, each in so many reports. */
const PLANTED = { series: 5, reports: 20, every: 0.05 };

const CODES: Readonly<Record<string, readonly string[]>> = {
  purpose: PURPOSES,
  sector: ISIC_SECTIONS,
  subsector: SUBSECTORS,
  means: MEANS,
  'recruitment-method': RECRUITMENT_METHODS,
  platform: PLATFORM_TYPES,
  lure: LURES,
  'financial-indicator': FINANCIAL_INDICATORS,
};

/** Names of so many series: the total, codes, countries, then what is made of several codes, as many as it takes. */
export function seriesNames(count: number): string[] {
  const codes = Object.entries(CODES).flatMap(([dimension, values]) => values.map((value) => `${dimension}:${value}`));
  const places = ['exploitation', 'origin', 'citizenship'].flatMap((dimension) => COUNTRIES.map((country) => `${dimension}:${country}`));
  const names = new Set(['total:all', ...codes, ...places]);
  for (let i = 0; names.size < count; i += 1) {
    const [origin = '', destination = ''] = [COUNTRIES[i % COUNTRIES.length], COUNTRIES[(i * 7 + Math.floor(i / COUNTRIES.length)) % COUNTRIES.length]]; // prettier-ignore
    const [purpose = '', section = ''] = [PURPOSES[i % PURPOSES.length], ISIC_SECTIONS[i % ISIC_SECTIONS.length]];
    names.add(`corridor:${origin}>${destination}`).add(`corridor-purpose:${origin}>${destination}:${purpose}`);
    names.add(`modus-operandi:way-${i}`).add(`country-purpose-sector:${destination}:${purpose}:${section}`);
  }
  return [...names].slice(0, count);
}

/** Reports of so many weeks that count in so many series, oldest first, the same number each week. */
export function drawnReports(series: number, weeks: number, seed = 7): DrawnReport[] {
  const dice = new Dice(seed);
  const busiest = RAREST * series ** STEEPNESS;
  const perWeek = Math.ceil(busiest / BUSIEST);
  const names = seriesNames(series);
  const reports = Array.from({ length: perWeek * weeks }, (_, i) => ({ week: Math.floor(i / perWeek), series: ['total:all'] }));
  names.slice(1).forEach((name, i) => {
    const mean = busiest * (i + 1) ** -STEEPNESS * weeks;
    for (const at of distinct(Math.max(FEWEST, timesAround(mean, dice)), reports.length, dice)) reports[at]?.series.push(name);
  });
  for (let i = 1; i <= PLANTED.series; i += 1) {
    const name = names[Math.floor(series * PLANTED.every * i)] ?? '';
    for (const at of distinct(PLANTED.reports, perWeek, dice)) {
      const report = reports[reports.length - 1 - at];
      if (report && !report.series.includes(name)) report.series.push(name);
    }
  }
  return reports;
}

/** Nearly as Poisson would have it. */
function timesAround(mean: number, dice: Dice): number {
  const normal = Array.from({ length: 12 }, () => dice.next()).reduce((sum, one) => sum + one, -6);
  return Math.round(mean + Math.sqrt(mean) * normal);
}

/** As many different numbers below a limit, if there are that many. */
function distinct(count: number, below: number, dice: Dice): Set<number> {
  const found = new Set<number>();
  while (found.size < Math.min(count, below)) found.add(Math.floor(dice.next() * below));
  return found;
}
