import { defaultDetector } from '@landbridge/detection';
import type { SimulatedSeries } from './detection-oracles.ts';

/** Alarms of the default detector, at the threshold for one series alone. */
export const defaultAlarms = ({ counts, window }: Pick<SimulatedSeries, 'counts' | 'window'>): boolean[] =>
  defaultDetector(counts, { from: counts.length - window })
    .slice(-window)
    .map((verdict) => verdict?.alarm ?? false);
