import { Injectable } from '@nestjs/common';
import type { OrganisationState, WithdrawalReason } from '@landbridge/contracts';
import { type NewEvent, Outbox, PolicyContext } from '@landbridge/messaging';
import { StoreClock } from '@landbridge/platform';
import { narrows } from '@landbridge/sharing';
import type { ClientSession } from 'mongoose';
import { AccessRequestsRepository } from '../access/access-requests.repository.ts';
import { ReadersToTell } from '../disclosures/readers-to-tell.ts';
import { ExternalIdsRepository } from '../external-ids/external-ids.repository.ts';
import { HoldsRepository } from '../retention/holds.repository.ts';
import { ReportSeals } from '../keys/report-seals.ts';
import { IngestionStore, isDuplicate } from '../store/ingestion-store.ts';
import { afresh, Overtaken } from '../store/overtaken.ts';
import type { Revised } from './report.answers.ts';
import { dayOf, type HeldReport, type ReportDocument, structureOf, toPast, type WithdrawnReport } from './report.documents.ts';
import { ReportsRepository } from './reports.repository.ts';
import { clash, notFound, revisionMismatch, withdrawnAlready } from './refused-request.ts';
import { contributorOf, structured, textsOf, type Submission } from './submission.ts';
import { DESTROYS_KEY, withdrawalEvent, withdrawalOf } from './withdrawal-event.ts';

/** What is true of a report after a request: any revision, or the given one. */
export type ExpectedRevision = number | 'any';

/** Written in the same transaction as the change. */
type AlsoWrite<T> = (session: ClientSession, answer: T) => Promise<void>;

/** Changes of reports by their owners. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly store: IngestionStore,
    private readonly reports: ReportsRepository,
    private readonly externalIds: ExternalIdsRepository,
    private readonly accessRequests: AccessRequestsRepository,
    private readonly holds: HoldsRepository,
    private readonly readersToTell: ReadersToTell,
    private readonly seals: ReportSeals,
    private readonly outbox: Outbox,
    private readonly policy: PolicyContext,
    private readonly clock: StoreClock,
  ) {}

  /** Puts a new revision in the place of the last one. The same content again changes nothing. */
  revise(
    owner: OrganisationState,
    id: string,
    expected: ExpectedRevision,
    submission: Submission,
    also?: AlsoWrite<Revised>,
  ): Promise<Revised> {
    return afresh(() => this.reviseOnce(owner, id, expected, submission, also));
  }

  /**
   * Takes a report back. It stays known as withdrawn to those who had it. Doing so again changes nothing, but that consent which is
   * withdrawn later takes the words away as well.
   */
  withdraw(
    owner: OrganisationState,
    id: string,
    expected: ExpectedRevision,
    reason: WithdrawalReason,
    also?: AlsoWrite<Revised>,
  ): Promise<Revised> {
    return afresh(() => this.withdrawOnce(owner, id, expected, reason, also));
  }

  private async reviseOnce(
    owner: OrganisationState,
    id: string,
    expected: ExpectedRevision,
    submission: Submission,
    also?: AlsoWrite<Revised>,
  ): Promise<Revised> {
    const held = await this.requireHeld(owner, id, expected);
    if (held.digest === submission.digest) return this.unchanged(held, also);
    const added = await this.addedIdentities(id, submission);
    const at = await this.clock.now();
    const next = this.nextRevision(owner, held, submission, at);
    const event: NewEvent<'reports'> = {
      topic: 'reports',
      name: narrows(held, next) ? 'report.narrowed' : 'report.revised',
      key: id,
      subject: id,
      revision: next.revision,
      time: at,
      data: { report: structureOf(next), previous: structureOf(held) },
      policySequence: this.policy.sequence(),
    };
    const answer = { id, revision: next.revision };
    await this.replace(owner, held, next, event, async (session) => {
      await this.externalIds.add(
        session,
        added.map((identity) => ({ identity, report: id })),
      );
      await also?.(session, answer);
    });
    return answer;
  }

  private async withdrawOnce(
    owner: OrganisationState,
    id: string,
    expected: ExpectedRevision,
    reason: WithdrawalReason,
    also?: AlsoWrite<Revised>,
  ): Promise<Revised> {
    const found = await this.requireOwn(owner, id);
    const forgets = DESTROYS_KEY.includes(reason);
    if (found.state === 'withdrawn') {
      const forget: AlsoWrite<Revised> | undefined = forgets
        ? (session) => this.forgetWords(session, id, found.revision, reason)
        : undefined;
      return this.unchanged(found, both(forget, also));
    }
    const held = requireRevision(found, expected);
    const at = await this.clock.now();
    const next: WithdrawnReport = {
      _id: id,
      state: 'withdrawn',
      revision: held.revision + 1,
      contributor: contributorOf(owner),
      recordedAt: held.recordedAt,
      recordedOn: held.recordedOn,
      acceptedAt: held.acceptedAt,
      revisedAt: at.toISOString(),
      reason,
      ...(held.key ? { key: held.key } : {}),
    };
    const answer = { id, revision: next.revision, state: 'withdrawn' } as const;
    const { signature: _signature, ...previous } = structureOf(held);
    const event = { ...withdrawalEvent(next, this.policy.sequence()), data: { withdrawal: withdrawalOf(next), previous } };
    await this.replace(owner, held, next, event, async (session) => {
      if (forgets) await this.forgetWords(session, id, next.revision, reason);
      await this.accessRequests.lapse(session, id, next.revisedAt);
      await this.readersToTell.note([id], session);
      await also?.(session, answer);
    });
    return answer;
  }

  /** Under a legal hold the words stay until it ends; then retention takes them away. */
  private async forgetWords(session: ClientSession, id: string, revision: number, reason: WithdrawalReason): Promise<void> {
    const now = (await this.clock.now()).toISOString();
    if (await this.holds.findInForce(id, now, session)) await this.reports.restate(session, id, reason);
    else await this.reports.forgetWords(session, id, revision, reason);
  }

  private async requireOwn(owner: OrganisationState, id: string): Promise<ReportDocument> {
    const report = await this.reports.find(id);
    if (report?.contributor.id !== owner.id) throw notFound();
    return report;
  }

  private async requireHeld(owner: OrganisationState, id: string, expected: ExpectedRevision): Promise<HeldReport> {
    const report = await this.requireOwn(owner, id);
    if (report.state === 'withdrawn') throw withdrawnAlready();
    return requireRevision(report, expected);
  }

  private nextRevision(owner: OrganisationState, held: HeldReport, submission: Submission, at: Date): HeldReport {
    const { _id, acceptedAt, recordedAt, key } = held;
    const revision = held.revision + 1;
    const { id: _, ...structure } = structured(submission, {
      id: _id,
      revision,
      contributor: contributorOf(owner),
      acceptedAt,
      recordedAt,
    });
    const sealed = this.seals.seal(_id, revision, textsOf(submission), key);
    return {
      _id,
      ...structure,
      recordedOn: dayOf(structure.recordedAt),
      state: 'held',
      revisedAt: at.toISOString(),
      digest: submission.digest,
      ...(submission.overridden && { overridden: submission.overridden }),
      ...sealed,
    };
  }

  /** An external id once given stands for its report for ever. */
  private async addedIdentities(id: string, { identities }: Submission): Promise<string[]> {
    const holders = await this.externalIds.findHolders(identities);
    const others = [...new Set([...holders.values()].filter((holder) => holder !== id))];
    if (others.length > 0) throw clash(others, false);
    return identities.filter((identity) => !holders.has(identity));
  }

  private async replace(
    owner: OrganisationState,
    held: HeldReport,
    next: ReportDocument,
    event: NewEvent<'reports'>,
    also: (session: ClientSession) => Promise<void>,
  ) {
    try {
      await this.store.transaction(async (session) => {
        if (!(await this.reports.replace(session, held, toPast(held), next))) throw new Overtaken();
        await this.outbox.add(session, { organisation: owner.id, acceptedAt: event.time, events: [event] });
        await also(session);
      });
    } catch (error) {
      // somebody else wrote this revision, or took the external id, a moment ago
      if (isDuplicate(error)) throw revisionMismatch();
      if (!(error instanceof Overtaken)) throw error;
      const there = await this.reports.find(held._id);
      // only its first key came
      if (there?.state === 'held' && there.revision === held.revision) throw error;
      // or it was us: a store that was killed after the commit may not know of it, and then the work is done again
      if (!isSame(there, next)) throw revisionMismatch();
    }
    this.outbox.wake(owner.id);
  }

  private async unchanged({ _id: id, revision, state }: ReportDocument, also?: AlsoWrite<Revised>): Promise<Revised> {
    const answer = { id, revision, ...(state === 'withdrawn' ? { state } : {}) };
    if (also) await this.store.transaction((session) => also(session, answer));
    return answer;
  }
}

/** Two changes may be made in the same millisecond; only what is equal may pass for the same. */
function isSame(there: ReportDocument | null, next: ReportDocument): boolean {
  if (there?.revision !== next.revision || there.revisedAt !== next.revisedAt) return false;
  if (there.state === 'withdrawn') return next.state === 'withdrawn' && there.reason === next.reason;
  return next.state === 'held' && there.digest === next.digest;
}

function both<T>(one: AlsoWrite<T> | undefined, other: AlsoWrite<T> | undefined): AlsoWrite<T> | undefined {
  if (!one) return other;
  return async (session, answer) => {
    await one(session, answer);
    await other?.(session, answer);
  };
}

function requireRevision(report: HeldReport | WithdrawnReport, expected: ExpectedRevision): HeldReport {
  if (report.state === 'withdrawn') throw withdrawnAlready();
  if (expected !== 'any' && report.revision !== expected) throw revisionMismatch();
  return report;
}
