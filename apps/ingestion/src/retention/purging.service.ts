import { Injectable } from '@nestjs/common';
import { SEGMENT, TOPICS, type WithdrawalReason } from '@landbridge/contracts';
import { type NewEvent, Outbox, PolicyContext } from '@landbridge/messaging';
import { Problem, StoreClock } from '@landbridge/platform';
import type { ClientSession } from 'mongoose';
import { AccessRequestsRepository } from '../access/access-requests.repository.ts';
import { ReadersToTell } from '../disclosures/readers-to-tell.ts';
import { ExternalIdsRepository } from '../external-ids/external-ids.repository.ts';
import { KeyedDigests } from '../keys/keyed-digests.ts';
import { ReportSeals } from '../keys/report-seals.ts';
import type { PastRevision, ReportDocument, WithdrawnReport } from '../reports/report.documents.ts';
import { ReportsRepository } from '../reports/reports.repository.ts';
import { DESTROYS_KEY, withdrawalEvent } from '../reports/withdrawal-event.ts';
import { IngestionStore } from '../store/ingestion-store.ts';
import { afresh, Overtaken } from '../store/overtaken.ts';
import { HoldsRepository } from './holds.repository.ts';
import type { PurgeDocument, PurgeReason } from './purge.document.ts';
import { PurgesRepository } from './purges.repository.ts';

/** A purge is told to others as a withdrawal. */
const TOLD_AS: WithdrawalReason = 'legal-duty';

const DAY_MS = 24 * 3600 * 1000;

/**
 * What holds a report's structure after its purge, one after the other: what was sent can be sent again for a week, and whoever cannot use
 * it on the last day that Kafka has it puts it among the dead letters.
 */
const WAITED_FOR: PurgeDocument['waitedFor'] = [
  { what: 'outbox', days: 7 },
  { what: 'reports', days: daysOf('reports') },
  { what: 'dead-letters', days: daysOf('dead-letters') },
];
const WAITED_DAYS = WAITED_FOR.reduce((sum, { days }) => sum + days, 0);

type ProofOf = (report: ReportDocument, past: readonly PastRevision[], at: Date) => Omit<PurgeDocument, 'kafkaUntil' | 'waitedFor'>;

export type Purged = 'purged' | 'purged-before' | 'held' | 'not-there';

/**
 * Destroys reports for good: the key of their words, every revision, their external ids and what was written about them. What stays is that
 * there was one, for those who had it and for counters, and the proof.
 */
@Injectable()
export class PurgingService {
  constructor(
    private readonly store: IngestionStore,
    private readonly reports: ReportsRepository,
    private readonly externalIds: ExternalIdsRepository,
    private readonly accessRequests: AccessRequestsRepository,
    private readonly holds: HoldsRepository,
    private readonly purges: PurgesRepository,
    private readonly readersToTell: ReadersToTell,
    private readonly seals: ReportSeals,
    private readonly digests: KeyedDigests,
    private readonly outbox: Outbox,
    private readonly policy: PolicyContext,
    private readonly clock: StoreClock,
  ) {}

  /** Doing it again changes nothing. A legal hold stops it. */
  purge(id: string, why: PurgeReason): Promise<Purged> {
    return this.destroy(id, (report, past, at) => ({
      _id: id,
      at: at.toISOString(),
      why,
      digest: this.digests.ofContent([...past, report].map(toDigest)),
      revisions: report.revision,
    }));
  }

  /** Destroys again what came back with a backup, whatever holds came back with it, and puts its proof on the list again. */
  async again({ kafkaUntil, waitedFor, ...proof }: PurgeDocument): Promise<Purged> {
    const done = await this.destroy(proof._id, () => proof, { despiteHolds: true });
    if (done !== 'purged') await this.purges.add({ ...proof, kafkaUntil, waitedFor });
    return done;
  }

  /** Takes away the words whose consent was withdrawn while a legal hold kept them. @returns false while one still does */
  forget({ _id: id, revision, reason }: Pick<WithdrawnReport, '_id' | 'revision' | 'reason'>): Promise<boolean> {
    return this.store.transaction(async (session) => {
      if (await this.holds.findInForce(id, (await this.clock.now()).toISOString(), session)) return false;
      await this.reports.forgetWords(session, id, revision, reason);
      return true;
    });
  }

  private destroy(id: string, proofOf: ProofOf, { despiteHolds = false } = {}): Promise<Purged> {
    return afresh(async () => {
      const report = await this.reports.find(id);
      if (!report) return 'not-there';
      if (report.state === 'withdrawn' && report.purged) return 'purged-before';
      return this.write(report, proofOf, despiteHolds);
    });
  }

  private async write(report: ReportDocument, proofOf: ProofOf, despiteHolds: boolean): Promise<Purged> {
    const { _id: id } = report;
    const at = await this.clock.now();
    const past = await this.reports.findPast(id, report.revision);
    const next = remains(report, at);
    const owner = report.contributor.id;
    const events: NewEvent<'reports'>[] = report.state === 'held' ? [withdrawalEvent(next, this.policy.sequence())] : [];
    const kafkaUntil = new Date(at.getTime() + WAITED_DAYS * DAY_MS).toISOString();
    const proof: PurgeDocument = { ...proofOf(report, past, at), kafkaUntil, waitedFor: WAITED_FOR };
    const done = await this.store.transaction(async (session) => {
      if (!despiteHolds && (await this.holds.findInForce(id, at.toISOString(), session))) return false;
      if (!(await this.reports.purge(session, report, next))) throw new Overtaken();
      await this.forgetIdentities(session, report, past);
      await this.accessRequests.purge(session, id, at.toISOString());
      await this.outbox.forgetRefused(session, id);
      if (report.state === 'held') await this.readersToTell.note([id], session);
      await this.purges.add(proof, session);
      await this.outbox.add(session, { organisation: owner, acceptedAt: at, events });
      return true;
    });
    if (!done) return 'held';
    this.outbox.wake(owner);
    return 'purged';
  }

  /** The ids stand in the sealed words, and nowhere else in clear. Where those were destroyed before, all that stand for the report are looked for. */
  private forgetIdentities(session: ClientSession, report: ReportDocument, past: readonly PastRevision[]): Promise<void> {
    const { _id: id, contributor, key } = report;
    if (report.state === 'withdrawn' && DESTROYS_KEY.includes(report.reason)) return this.externalIds.forgetAllOf(session, id);
    const revisions = report.state === 'held' ? [...past, report] : past;
    const ids = revisions.flatMap(({ revision, texts }) => this.seals.open(id, revision, texts, key).externalIds ?? []);
    const identities = [...new Set(ids)].map((externalId) => this.digests.ofIdentity(contributor.id, externalId));
    return this.externalIds.forget(session, id, identities);
  }
}

/** How long a record may stay in a topic, in days. */
function daysOf(topic: 'reports' | 'dead-letters'): number {
  return Math.ceil((TOPICS[topic].retention + SEGMENT) / DAY_MS);
}

/** No more than who had it may know for ever, and what a counter needs to forget it. */
function remains(report: ReportDocument, at: Date): WithdrawnReport {
  const { _id, contributor, recordedAt, recordedOn, acceptedAt } = report;
  const common = { _id, state: 'withdrawn', contributor, recordedAt, recordedOn, acceptedAt, purged: true } as const;
  if (report.state === 'withdrawn') {
    const { revision, revisedAt, reason } = report;
    return { ...common, revision, revisedAt, reason };
  }
  return { ...common, revision: report.revision + 1, revisedAt: at.toISOString(), reason: TOLD_AS };
}

export function underHold(): Problem {
  return new Problem({
    type: 'legal-hold',
    status: 409,
    title: 'A legal hold is in force',
    detail: 'Nothing of it may be destroyed until the hold ends, or who set it ends it.',
  });
}

/** Bytes as text, so that equal things have equal digests. */
function toDigest(document: object): object {
  return Object.fromEntries(
    Object.entries(document).map(([name, value]): [string, unknown] => [name, Buffer.isBuffer(value) ? value.toString('base64') : value]),
  );
}
