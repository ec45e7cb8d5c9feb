import type { Step } from '@landbridge/engines';
import { found, plantedChanges, type PlantedChange } from '@landbridge/sample-network';
import { join } from 'node:path';
import { checkFile, loadFile, type FileToLoad } from '../loading/file-loader.ts';
import { SampleLoader } from '../loading/sample-loader.ts';
import { writeSample } from '../loading/sample-files.ts';
import { registerFileOrganisation } from '../file-organisation.ts';
import { count, progressBar } from '../progress-bar.ts';
import { registerOrganisations, tokensOf, type Credentials, type OrganisationCredentials } from '../sample-organisations.ts';
import type { Network } from '../network.ts';
import type { BulkOutcome } from '../bulk/bulk-client.ts';
import { untilNothingIsInFlight } from './in-flight.ts';
import { readState } from './network-state.ts';
import type { WebhookReceiver } from './receiver.ts';
import type { Steps } from './steps.ts';
import { Subscriber } from './subscriber.ts';
import type { Figures } from './sums.ts';
import { changesIn, readTrends, type Change } from './trends.ts';

export interface DemoSource {
  readonly seed: number;
  readonly reports: number;
  /** Instead of the sample. */
  readonly file: FileToLoad | undefined;
  /** The store holds nothing of an earlier demo. */
  readonly fresh: boolean;
}

export interface DemoResult {
  readonly credentials: Credentials;
  readonly figures: Figures;
  readonly reasons: ReturnType<BulkOutcome['reasons']['list']>;
  readonly trends: number;
  readonly changes: readonly Change[];
  readonly planted: readonly PlantedChange[];
}

interface Loaded extends BulkOutcome {
  readonly lines: number | undefined;
  readonly corrected: number;
  readonly withdrawn: number;
  readonly expected: Figures['expected'];
  /** The organisation that loaded the file. */
  readonly by?: OrganisationCredentials;
}

/** Weeks are evaluated an hour after their end; the sample ends with the newest one that is. */
const GRACE_MS = 3_600_000;

export const sampleEnd = (now: Date) => new Date(now.getTime() - GRACE_MS);

/** Loads a network and follows what was loaded to its end. */
export class DemoRun {
  private readonly network: Network;
  private readonly source: DemoSource;
  private readonly receiver: WebhookReceiver;
  private readonly steps: Steps;
  private readonly until = sampleEnd(new Date());

  constructor(network: Network, source: DemoSource, receiver: WebhookReceiver, steps: Steps) {
    this.network = network;
    this.source = source;
    this.receiver = receiver;
    this.steps = steps;
  }

  async run(): Promise<DemoResult> {
    const { network, steps, receiver, source } = this;
    const credentials = await steps.run('register', 'Registering the organisations', (step) =>
      registerOrganisations(network, source.seed, step),
    );
    const subscriber = new Subscriber(network, credentials, source.seed);
    await subscriber.subscribe(receiver);
    const before = await readState(network.operator);
    const loaded = await steps.run('load', 'Loading reports', (step) =>
      source.file ? this.loadFile(source.file, step) : this.loadSample(credentials, step),
    );
    const after = await steps.run('settle', 'Counting, evaluating, delivering', (step) =>
      untilNothingIsInFlight(() => readState(network.operator), step),
    );
    return steps.run('check', 'Adding up', async () => {
      const trends = await readTrends(network.operator.at('trend-detection'));
      const planted = source.file ? [] : plantedChanges({ until: this.until, reports: source.reports });
      const figures: Figures = {
        ...loaded,
        before,
        after,
        ...(await this.looks(subscriber)),
        plantedFound: found(planted, trends).length,
        plantedTotal: planted.length,
      };
      const organisations = [...credentials.organisations, ...(loaded.by ? [loaded.by] : [])];
      const open = trends.filter(({ state }) => state === 'candidate' || state === 'published').length;
      return {
        credentials: { ...credentials, organisations },
        figures,
        reasons: loaded.reasons.list(),
        trends: open,
        changes: changesIn(trends),
        planted,
      };
    });
  }

  /** What is looked at once nothing is in flight. */
  private async looks(subscriber: Subscriber): Promise<Pick<Figures, 'countersDiffering' | 'received' | 'unsigned' | 'untold'>> {
    const { receiver, source, network } = this;
    const { differing } = await network.operator.at('trend-detection').post('/v1/operator/recount-check');
    // What an earlier demo found was told to the receiver of that time.
    const seen = source.fresh ? await readTrends(subscriber.trendDetection) : [];
    return {
      countersDiffering: typeof differing === 'number' ? differing : NaN,
      received: receiver.deliveries,
      unsigned: receiver.unsigned,
      untold: seen.filter(({ id, state }) => state === 'candidate' && !receiver.subjects.has(id)).length,
    };
  }

  private async loadSample({ organisations }: Credentials, step: Step): Promise<Loaded> {
    const { network, source } = this;
    const options = { seed: source.seed, reports: source.reports, until: this.until };
    step.say('making the sample');
    const files = await writeSample(join(network.directory, 'sample'), options);
    const lines = files.reduce((sum, { submissions }) => sum + submissions.length, 0);
    const actions = files.reduce((sum, { followUps }) => sum + followUps.length, lines);
    const tokens = new Map(organisations.map((organisation) => [organisation.id, tokensOf(organisation, network.addresses.directory)]));
    const loader = new SampleLoader(network.addresses.ingestion, (id) => {
      const own = tokens.get(id);
      if (!own) throw new Error('A report of the sample belongs to no organisation of the sample.');
      return own;
    });
    const load = await loader.run(files, (done) => step.say(progressBar(done, actions)));
    return { ...load, lines, expected: source.fresh ? load.expected : undefined };
  }

  private async loadFile(file: FileToLoad, step: Step): Promise<Loaded> {
    checkFile(file);
    const { addresses } = this.network;
    const by = await registerFileOrganisation(this.network);
    const tokens = tokensOf(by, addresses.directory);
    const outcome = await loadFile(file, addresses.ingestion, tokens, (sent, size, answered) =>
      step.say(`${progressBar(sent, size, 'bytes')}, ${count(answered)} lines answered`),
    );
    return { ...outcome, lines: undefined, corrected: 0, withdrawn: 0, expected: undefined, by };
  }
}
