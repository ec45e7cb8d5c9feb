import { defaultDetector } from '@landbridge/detection';
import type { Decides } from './detection-outbreaks.ts';

/** Alarms of the default detector, at the threshold for one series alone. */
export const defaultAlarms: Decides = ({ counts, window }) =>
  defaultDetector(counts, { from: counts.length - window })
    .slice(-window)
    .map((verdict) => verdict?.alarm ?? false);
