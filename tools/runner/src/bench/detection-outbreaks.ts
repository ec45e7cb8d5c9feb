import { defaultAlarms } from './detection-default.ts';
import type { Oracles, SimulatedSeries } from './detection-oracles.ts';
import { NOT_MEASURED, percent, type Measured } from './detection-table.ts';

/** How well alarms tell outbreaks. */
export interface Score {
  /** Share of the outbreaks with an alarm in a week that they added cases to. */
  readonly found: number | null;
  /** Share of the weeks without such cases that have an alarm. */
  readonly falsePositiveRate: number | null;
}

/** Alarms of the last `window` weeks; `undefined` where nothing decides them. */
export type Decides = (series: SimulatedSeries) => readonly boolean[] | undefined;

const MOST_FALSE = 0.009;
const LEAST_FOUND = 0.48;

/** How many outbreaks of the simulated series the default detector finds, beside R's farringtonFlexible. */
export function outbreaks({ simulated }: Oracles): Measured {
  const r = scoreOf(simulated, (series) => series.alarms.get('ff'));
  const here = scoreOf(simulated, (series) => defaultAlarms(series));
  return {
    figures: {
      found: here.found,
      falsePositiveRate: here.falsePositiveRate,
      rFound: r.found,
      rFalsePositiveRate: r.falsePositiveRate,
    },
    rows: [
      {
        figure: 'outbreaks found, default detector',
        r: percent(r.found),
        here: percent(here.found),
        wanted: `≥ ${percent(LEAST_FOUND)}`,
        reached: here.found === null ? undefined : here.found >= LEAST_FOUND,
      },
      {
        figure: 'its false positives a week',
        r: rate(r.falsePositiveRate),
        here: rate(here.falsePositiveRate),
        wanted: `≤ ${MOST_FALSE}`,
        reached: here.falsePositiveRate === null ? undefined : here.falsePositiveRate <= MOST_FALSE,
      },
    ],
  };
}

export function scoreOf(simulated: readonly SimulatedSeries[], decides: Decides): Score {
  let [present, found, quiet, falsely] = [0, 0, 0, 0];
  for (const series of simulated) {
    const { outbreak } = series;
    const alarms = decides(series);
    if (!outbreak || !alarms) continue;
    const during = alarms.filter((_, week) => (outbreak[week] ?? 0) > 0);
    if (during.length > 0) present += 1;
    if (during.includes(true)) found += 1;
    quiet += alarms.length - during.length;
    falsely += alarms.filter((alarm, week) => alarm && outbreak[week] === 0).length;
  }
  return { found: present === 0 ? null : found / present, falsePositiveRate: quiet === 0 ? null : falsely / quiet };
}

function rate(share: number | null): string {
  return share === null ? NOT_MEASURED : share.toFixed(4);
}
