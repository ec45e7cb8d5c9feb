import { untilAnswered } from './member.ts';
import type { TestNetwork } from './test-network.ts';

const SERIES = ['corridor:NP>SE', 'purpose:online-scam', 'platform:marketplace', 'exploitation:SE', 'exploitation:DE', 'lure:job'];
const AUDIENCES = ['public', 'practitioners', 'law-enforcement', 'private-sector'];

/** Some series of some audiences, week by week. */
export async function pictureOf(network: TestNetwork): Promise<Record<string, unknown>> {
  const picture: Record<string, unknown> = {};
  for (const series of SERIES)
    for (const audience of AUDIENCES) {
      const [dimension = '', value = ''] = series.split(':');
      const query = new URLSearchParams({ dimension, value, audience });
      // refused while the state of the network is not known well enough
      const { buckets } = await untilAnswered(() => network.ask('trend-detection', `/v1/series?${query.toString()}`));
      picture[`${series} for ${audience}`] = buckets;
    }
  return picture;
}
