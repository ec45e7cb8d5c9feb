import type { ReportInput } from '@landbridge/contracts';
import { messageOf } from '@landbridge/engines';
import { sampleOrganisations, type SampleAction } from '@landbridge/sample-network';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { NDJSON, sendBulk, type LineAnswer } from '../../src/bulk/bulk-client.ts';
import { sampleSeed, type Credentials } from '../../src/sample-organisations.ts';
import { Refused, ServiceClient } from '../../src/service-client.ts';
import type { Network } from '../../src/network.ts';
import { TokenSource } from '../../src/token-source.ts';
import type { Told } from './told.ts';

type Submission = Extract<SampleAction, { action: 'submit' }>;
type Change = Exclude<SampleAction, Submission>;

const SCOPE = 'reports:read reports:write trends:read subscriptions directory:read directory:write';
/** Lines of one load. */
const LOAD = 200;
const GIVES_UP_AFTER_MS = 180_000;

/** An organisation's client: it sends in its order, and sends again what got no answer. */
export class Member {
  readonly organisation: Credentials['organisations'][number];
  readonly ingestion: ServiceClient;
  readonly directory: ServiceClient;
  readonly notification: ServiceClient;
  readonly tokens: TokenSource;
  readonly communities: readonly string[];
  private readonly told: Told;

  constructor(organisation: Credentials['organisations'][number], { addresses }: Network, told: Told) {
    const { id, clientId, clientSecret } = organisation;
    this.organisation = organisation;
    this.communities = sampleOrganisations(sampleSeed).find((sample) => sample.id === id)?.communities ?? [];
    this.told = told;
    this.tokens = new TokenSource({ directoryUrl: addresses.directory, clientId, clientSecret, scope: SCOPE });
    this.ingestion = new ServiceClient(addresses.ingestion, this.tokens);
    this.directory = new ServiceClient(addresses.directory, this.tokens);
    this.notification = new ServiceClient(addresses.notification, this.tokens);
  }

  /** Submissions in loads, each followed by the corrections and withdrawals that came among them. */
  async perform(actions: readonly SampleAction[]): Promise<void> {
    for (let from = 0; from < actions.length; from += LOAD) {
      const part = actions.slice(from, from + LOAD);
      await this.load(part.filter((action) => action.action === 'submit'));
      for (const action of part) if (action.action !== 'submit') await this.change(action);
    }
  }

  /** The same report again under its external id is the same report, so this is sent again without harm. */
  async submit(externalId: string, report: ReportInput): Promise<void> {
    const { id, alreadyHeld } = await untilAnswered(() => this.ingestion.post('/v1/reports', { ...report, externalIds: [externalId] }));
    this.told.taken(this.organisation.id, externalId, report, String(id), alreadyHeld === true ? 'alreadyHeld' : 'accepted');
  }

  /** Whoever got no summary sends the whole again. */
  private async load(submissions: readonly Submission[]): Promise<void> {
    if (submissions.length === 0) return;
    await untilAnswered(() =>
      sendBulk({
        url: this.ingestion.baseUrl,
        tokens: this.tokens,
        headers: NDJSON,
        body: Readable.from(submissions.map(({ report }) => `${JSON.stringify(report)}\n`)),
        onLine: (answer) => this.note(submissions[answer.line - 1], answer),
      }),
    );
  }

  private note(submission: Submission | undefined, { status, id }: LineAnswer): void {
    if (!submission) this.told.contradictions.push('a line was answered that was never sent');
    else if (status === 'rejected') this.told.rejected(submission.externalId, !('flaw' in submission), status);
    else if ('flaw' in submission) this.told.contradictions.push(`a bad report was taken: ${submission.flaw}`);
    else this.told.taken(this.organisation.id, submission.externalId, submission.report, String(id), status);
  }

  /** Both may be sent again: the same content, or a withdrawal of what is withdrawn, changes nothing. */
  private async change(change: Change): Promise<void> {
    const { externalId } = change;
    const path = `/v1/reports/${this.told.heldAs(externalId).id}`;
    if (change.action === 'correct') {
      const { revision } = await untilAnswered(() => this.ingestion.put(path, change.report, { 'if-match': '*' }));
      this.told.revised(externalId, change.report, Number(revision));
    } else {
      const { revision } = await untilAnswered(() => this.ingestion.delete(path, { reason: change.reason }));
      this.told.withdrawn(externalId, Number(revision));
    }
  }
}

/** Tries again while there is no answer, or one that says to come back. */
export async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + GIVES_UP_AFTER_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof Refused && error.status < 500 && error.status !== 429) throw error;
      if (Date.now() > deadline) throw new Error(`No answer for ${GIVES_UP_AFTER_MS / 1000} s: ${messageOf(error)}`, { cause: error });
    }
    await sleep(250);
  }
}
