import { UNITS } from './codes.ts';

/** `reports`, or one unit of quantities. Measures are never added together. */
export const MEASURES = ['reports', ...UNITS] as const;
export type Measure = (typeof MEASURES)[number];

export const DIMENSIONS = [
  'total', 'purpose', 'sector', 'subsector', 'means', 'recruitment-method', 'platform', 'lure', 'modus-operandi', 'financial-indicator',
  'citizenship', 'origin', 'transit', 'exploitation', 'corridor', 'corridor-purpose', 'country-purpose-sector', 'corridor-region', 'combination',
  'script',
] as const; // prettier-ignore
export type Dimension = (typeof DIMENSIONS)[number];

/**
 * A candidate is a signal. An assessor takes it up, and publishes or dismisses it. It is closed when the change is over, and retracted when
 * its reports are no longer there.
 */
export const TREND_STATES = ['candidate', 'under-assessment', 'published', 'closed', 'dismissed', 'retracted'] as const;
export type TrendState = (typeof TREND_STATES)[number];

/** What changed in the reports received. */
export const TREND_KINDS = ['rise', 'fall', 'displacement', 'new-code', 'new-combination', 'spreading-script'] as const;
export type TrendKind = (typeof TREND_KINDS)[number];

export const DETECTION_METHODS = [
  'ears', 'ears-c1', 'ears-c2', 'ears-c3', 'default', 'sparse', 'recent-baseline', 'farrington', 'farrington-flexible', 'novelty',
  'combination', 'similar-narratives', 'space-time-scan', 'displacement',
] as const; // prettier-ignore
export type DetectionMethod = (typeof DETECTION_METHODS)[number];

/** What else than a change in what happens may be behind a change in reports. */
export const ARTEFACTS = [
  'new-contributor',
  'back-fill',
  'campaign',
  'law-or-code-change',
  'one-organisation',
  'more-contributors',
] as const;
export type Artefact = (typeof ARTEFACTS)[number];

/** Length of the buckets that a change was found in. */
export const TREND_GRAINS = ['week', 'month', 'quarter', 'year'] as const;
export type TrendGrain = (typeof TREND_GRAINS)[number];

export const CLOSING_REASONS = ['ended', 'history', 'reports-withdrawn', 'corrected', 'charter-changed'] as const;
export type ClosingReason = (typeof CLOSING_REASONS)[number];

/** Who the counts are for: `public`, or one community by id. */
export const PUBLIC_AUDIENCE = 'public';
