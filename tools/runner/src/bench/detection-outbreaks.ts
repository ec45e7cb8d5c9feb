import { defaultAlarms } from './detection-default.ts';
import type { Oracles, SimulatedSeries } from './detection-oracles.ts';
import { pairedRow, pairedWithR } from './detection-paired.ts';
import { percent, rate, type Measured } from './detection-table.ts';

/** How well alarms tell outbreaks. */
export interface Score {
  /** Share of the outbreaks with an alarm in a week that they added cases to. */
  readonly found: number | null;
  /** Share of the weeks without such cases that have an alarm. */
  readonly falsePositiveRate: number | null;
}

/** Alarms of the last `window` weeks; `undefined` where nothing decides them. */
export type Decides = (series: SimulatedSeries) => readonly boolean[] | undefined;

/** What is wanted of the draw that the design has its figures of, and what R says of that draw: so it is known. */
const DESIGN = { rFound: '39.6%', rFalse: '0.0089', leastFound: 0.48, mostFalse: 0.009 };

/** How many outbreaks of the simulated series the default detector finds, beside R's farringtonFlexible. */
export function outbreaks({ simulated }: Oracles): Measured {
  const r = scoreOf(simulated, (series) => series.alarms.get('ff'));
  const here = scoreOf(simulated, defaultAlarms);
  const paired = pairedWithR(simulated);
  const isDesigns = percent(r.found) === DESIGN.rFound && rate(r.falsePositiveRate) === DESIGN.rFalse;
  const judged = (share: number | null, reached: (share: number) => boolean) => (isDesigns && share !== null ? reached(share) : undefined);
  return {
    figures: {
      found: here.found,
      falsePositiveRate: here.falsePositiveRate,
      rFound: r.found,
      rFalsePositiveRate: r.falsePositiveRate,
      foundAtRsRate: paired.found,
    },
    rows: [
      {
        figure: 'outbreaks found, default detector',
        r: percent(r.found),
        here: percent(here.found),
        wanted: `≥ ${percent(DESIGN.leastFound)} where R finds ${DESIGN.rFound}`,
        reached: judged(here.found, (found) => found >= DESIGN.leastFound),
      },
      {
        figure: 'its false positives a week',
        r: rate(r.falsePositiveRate),
        here: rate(here.falsePositiveRate),
        wanted: `≤ ${DESIGN.mostFalse} where R has ${DESIGN.rFalse}`,
        reached: judged(here.falsePositiveRate, (share) => share <= DESIGN.mostFalse),
      },
      pairedRow("outbreaks found at R's rate of false positives", paired),
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
