import type { Trend } from '@landbridge/contracts';
import { judged } from '@landbridge/sample-network';
import { readTrends, type SeenTrend } from '../../src/demo/trends.ts';
import type { Network } from '../../src/network.ts';

export type JudgedTrend = SeenTrend & Pick<Trend, 'organisations' | 'survivesLeavingOneOut' | 'artefacts'>;

/** All trends of a network, as a team judges that publishes whatever rests on several, and where nothing speaks for an artefact. */
export async function judgedTrends({ operator }: Network): Promise<JudgedTrend[]> {
  const trends = await readTrends(operator.at('trend-detection'));
  if (!trends.every(isJudged)) throw new Error('trend-detection does not say what a trend rests on.');
  return trends.map(judged);
}

function isJudged(trend: SeenTrend): trend is JudgedTrend {
  const { organisations, survivesLeavingOneOut, artefacts = [] }: Partial<JudgedTrend> = trend;
  return typeof organisations === 'number' && typeof survivesLeavingOneOut === 'boolean' && Array.isArray(artefacts);
}
