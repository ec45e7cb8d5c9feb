import type { Dimension } from '@landbridge/contracts';
import { Problem } from '@landbridge/platform';
import type { Counted } from '../counting/contribution.ts';

export type IsBehind = (report: Pick<Counted, 'series'>) => boolean;

/**
 * Which reports are behind a series that evaluation makes of several, and that no counter holds; nothing of a series that counters hold.
 * @throws Problem 404 for a script: which reports tell the same is known to the evaluation of a week only
 */
export function membershipOf(dimension: Dimension, value: string): IsBehind | undefined {
  switch (dimension) {
    case 'combination': {
      const facets = value.split('+');
      return ({ series }) => facets.every((facet) => series.some((one) => one === facet));
    }
    case 'corridor-region': {
      const [origins = '', destinations = ''] = value.split('>');
      const corridors = new Set(origins.split('+').flatMap((from) => destinations.split('+').map((to) => `corridor:${from}>${to}`)));
      return ({ series }) => series.some((one) => corridors.has(one));
    }
    case 'script':
      throw new Problem({
        type: 'no-series',
        status: 404,
        title: 'There is no such series',
        detail: 'A spreading script has no series of its own. What is known of it stands in the evidence of its trend.',
      });
    default:
      return undefined;
  }
}
