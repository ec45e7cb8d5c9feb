import { createReadStream } from 'node:fs';
import { NDJSON, sendBulk, type BulkOutcome } from '../bulk/bulk-client.ts';
import { Reasons } from '../bulk/reasons.ts';
import { Refused, ServiceClient } from '../service-client.ts';
import type { TokenSource } from '../token-source.ts';
import { atOnce } from './at-once.ts';
import { addSums, sumsOf, type UnitSums } from './quantities.ts';
import type { FollowUp, OrganisationFile } from './sample-files.ts';

export interface SampleLoad extends BulkOutcome {
  corrected: number;
  withdrawn: number;
  /** What must count in the end when nothing else is in the store. */
  readonly expected: { rejected: number; counted: number; totals: UnitSums };
}

/** Organisations that send at once. */
const BULK_AT_ONCE = 3;
const FOLLOW_UPS_AT_ONCE = 6;

interface Held {
  readonly id: string;
  readonly revision: number;
  readonly alreadyHeld: boolean;
  sums: UnitSums;
}

/** Loads the sample as its organisations would: the reports of each in one stream, then what they correct and withdraw. */
export class SampleLoader {
  private readonly url: string;
  private readonly tokensOf: (organisation: string) => TokenSource;
  private readonly held = new Map<string, Held>();
  private readonly load: Omit<SampleLoad, 'expected'> = {
    accepted: 0,
    alreadyHeld: 0,
    rejected: 0,
    corrected: 0,
    withdrawn: 0,
    reasons: new Reasons(),
  };

  /** @param url of ingestion @param tokensOf an organisation by id */
  constructor(url: string, tokensOf: (organisation: string) => TokenSource) {
    this.url = url;
    this.tokensOf = tokensOf;
  }

  /** @param onProgress with the number of actions done */
  async run(files: readonly OrganisationFile[], onProgress: (done: number) => void): Promise<SampleLoad> {
    let done = 0;
    const one = () => onProgress(++done);
    await atOnce(BULK_AT_ONCE, files, (file) => this.submit(file, one));
    await atOnce(FOLLOW_UPS_AT_ONCE, files, (file) => this.followUp(file, one));
    const flawed = files.flatMap(({ submissions }) => submissions).filter((submission) => submission.flawed).length;
    const totals = addSums([...this.held.values()].map(({ sums }) => sums));
    return { ...this.load, expected: { rejected: flawed, counted: this.held.size, totals } };
  }

  private async submit({ organisation, file, submissions }: OrganisationFile, onLine: () => void): Promise<void> {
    const outcome = await sendBulk({
      url: this.url,
      tokens: this.tokensOf(organisation),
      body: createReadStream(file),
      headers: NDJSON,
      onLine: ({ line, status, id, revision }) => {
        onLine();
        const submission = submissions[line - 1];
        if (!submission || id === undefined || revision === undefined) return;
        this.held.set(submission.externalId, { id, revision, alreadyHeld: status === 'alreadyHeld', sums: submission.sums });
      },
    });
    for (const status of ['accepted', 'alreadyHeld', 'rejected'] as const) this.load[status] += outcome[status];
    this.load.reasons.addAll(outcome.reasons);
  }

  private async followUp({ organisation, followUps }: OrganisationFile, onDone: () => void): Promise<void> {
    const ingestion = new ServiceClient(this.url, this.tokensOf(organisation));
    for (const action of followUps) {
      const held = this.held.get(action.externalId);
      if (held) await this.act(ingestion, action, held);
      onDone();
    }
  }

  private async act(ingestion: ServiceClient, action: FollowUp, held: Held): Promise<void> {
    if (action.action === 'correct') {
      await this.correct(ingestion, action, held);
      return;
    }
    const before = held.alreadyHeld ? await ingestion.get(`/v1/reports/${held.id}`) : {};
    await ingestion.delete(`/v1/reports/${held.id}`, { reason: action.reason });
    if (before['state'] !== 'withdrawn') this.load.withdrawn++;
    this.held.delete(action.externalId);
  }

  private async correct(ingestion: ServiceClient, { report }: Extract<FollowUp, { action: 'correct' }>, held: Held): Promise<void> {
    held.sums = sumsOf(report);
    try {
      const { revision } = await ingestion.put(`/v1/reports/${held.id}`, report, { 'if-match': `"${held.revision}"` });
      if (revision !== held.revision) this.load.corrected++;
    } catch (error) {
      // An earlier load of the same sample has corrected and then withdrawn it.
      if (!(held.alreadyHeld && error instanceof Refused && error.status === 409)) throw error;
    }
  }
}
