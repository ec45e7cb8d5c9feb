import { farringtonFlexible } from '@landbridge/detection';
import { count } from '../progress-bar.ts';
import type { Oracles } from './detection-oracles.ts';
import { askR, type AskedSeries } from './detection-r.ts';
import { NOT_MEASURED, type Measured } from './detection-table.ts';

/** So many that R is done within half a minute. */
const SERIES = 20;
const WEEKS = 49;
const SEASON = 3;
const OWN_SECONDS = 2;
const LEAST_TIMES = 30;

/** Weeks that farringtonFlexible evaluates a second on one core, beside R on the same series in the same run. */
export async function speed(oracles: Oracles, directory: string): Promise<Measured> {
  const series = timedSeries(oracles);
  const here = series.length === 0 ? null : ownSpeed(series);
  const r = await speedOfR(series, directory);
  const times = here === null || r.perSecond === null ? null : here / r.perSecond;
  return {
    figures: { flexiblePerSecond: here, rPerSecond: r.perSecond },
    rows: [
      {
        figure: `weeks a second and core, farringtonFlexible (${series.length} series)`,
        r: r.perSecond === null ? NOT_MEASURED : count(r.perSecond),
        here: here === null ? NOT_MEASURED : count(here) + (times === null ? '' : `, ${Math.floor(times)}×`),
        wanted: `≥ ${LEAST_TIMES}×`,
        reached: times === null ? undefined : times >= LEAST_TIMES,
      },
    ],
    remarks: r.remark === undefined ? [] : [r.remark],
  };
}

/** Spread over all that have the history. */
function timedSeries({ simulated, recorded }: Oracles): AskedSeries[] {
  const usable = [...simulated, ...recorded.filter(({ bucketsPerYear }) => bucketsPerYear === 52)].flatMap(({ counts }) => {
    const b = Math.min(5, Math.floor((counts.length - WEEKS - SEASON) / 52));
    return b < 3 ? [] : [{ b, weeks: WEEKS, counts }];
  });
  const every = Math.max(1, Math.floor(usable.length / SERIES));
  return usable.filter((_, i) => i % every === 0).slice(0, SERIES);
}

function ownSpeed(series: readonly AskedSeries[]): number {
  const round = () => {
    for (const { b, weeks, counts } of series) farringtonFlexible(counts, { b, from: counts.length - weeks });
    return series.length * WEEKS;
  };
  round();
  let weeks = 0;
  const begun = process.cpuUsage();
  const seconds = () => {
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / 1e6;
  };
  while (seconds() < OWN_SECONDS) weeks += round();
  return Math.round(weeks / seconds());
}

async function speedOfR(series: readonly AskedSeries[], directory: string): Promise<{ perSecond: number | null; remark?: string }> {
  if (series.length === 0) return { perSecond: null, remark: 'No series has three years and 49 weeks, so that speed was not measured.' };
  const answer = await askR(series, directory);
  if (typeof answer === 'string') return { perSecond: null, remark: `${answer} There is nothing to compare the speed with.` };
  return { perSecond: Math.round((series.length * WEEKS * 10) / answer.seconds) / 10 };
}
