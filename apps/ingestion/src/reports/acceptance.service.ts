import { Injectable } from '@nestjs/common';
import type { OrganisationState } from '@landbridge/contracts';
import { type NewEvent, Outbox, PolicyContext } from '@landbridge/messaging';
import { Problem, StoreClock } from '@landbridge/platform';
import type { ClientSession } from 'mongoose';
import { ExternalIdsRepository } from '../external-ids/external-ids.repository.ts';
import { ReportSeals } from '../keys/report-seals.ts';
import { IngestionStore, isDuplicate } from '../store/ingestion-store.ts';
import { type Outcome, planAcceptance, type Planned } from './acceptance-plan.ts';
import { dayOf, type HeldReport, structureOf } from './report.documents.ts';
import { ReportsRepository } from './reports.repository.ts';
import { contributorOf, structured, textsOf, type Submission } from './submission.ts';

/** Written in the same transaction as what was accepted. */
export type AlsoWrite = (session: ClientSession, outcomes: readonly Outcome[]) => Promise<void>;

/** Somebody else may take the same external ids between the look and the write; each time round at least one of them is done. */
const ATTEMPTS = 20;

/** Takes reports: one transaction for one request or one chunk of a bulk load. */
@Injectable()
export class AcceptanceService {
  constructor(
    private readonly store: IngestionStore,
    private readonly reports: ReportsRepository,
    private readonly externalIds: ExternalIdsRepository,
    private readonly seals: ReportSeals,
    private readonly outbox: Outbox,
    private readonly policy: PolicyContext,
    private readonly clock: StoreClock,
  ) {}

  /** @returns what became of each submission, in their order; all of it is durable */
  async accept(owner: OrganisationState, submissions: readonly Submission[], also?: AlsoWrite): Promise<Outcome[]> {
    const at = await this.clock.now();
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const planned = await this.plan(submissions);
      const fresh = planned.flatMap((plan) => (plan.kind === 'accepted' ? [this.toReport(owner, plan, at)] : []));
      if (await this.write(owner, at, fresh, planned, also)) return planned;
    }
    throw new Problem({
      type: 'busy',
      status: 503,
      title: 'Too many at once',
      detail: 'Others send reports with the same external ids at the same moment. Nothing was taken; try again.',
      headers: { 'retry-after': '1' },
    });
  }

  /** What clashes is found here, before the transaction. */
  private async plan(submissions: readonly Submission[]): Promise<Planned[]> {
    const holders = await this.externalIds.findHolders(submissions.flatMap(({ identities }) => identities));
    const states = await this.reports.findStates([...new Set(holders.values())]);
    return planAcceptance(submissions, holders, states, (report, revision, digest) => this.reports.hadContent(report, revision, digest));
  }

  private toReport(owner: OrganisationState, { id, submission }: Extract<Planned, { kind: 'accepted' }>, at: Date): HeldReport {
    const acceptedAt = at.toISOString();
    const { id: _id, ...structure } = structured(submission, {
      id,
      revision: 1,
      contributor: contributorOf(owner),
      acceptedAt,
      recordedAt: acceptedAt,
    });
    return {
      _id,
      ...structure,
      recordedOn: dayOf(structure.recordedAt),
      state: 'held',
      revisedAt: acceptedAt,
      digest: submission.digest,
      ...(submission.overridden && { overridden: submission.overridden }),
      ...this.seals.seal(id, 1, textsOf(submission)),
    };
  }

  /** @returns false when an external id was taken by somebody else in the meantime */
  private async write(
    owner: OrganisationState,
    at: Date,
    fresh: HeldReport[],
    planned: readonly Planned[],
    also?: AlsoWrite,
  ): Promise<boolean> {
    if (fresh.length === 0 && !also) return true;
    const identities = planned.flatMap((plan) =>
      plan.kind === 'accepted' ? plan.submission.identities.map((identity) => ({ identity, report: plan.id })) : [],
    );
    const policySequence = this.policy.sequence();
    const events = fresh.map((report): NewEvent<'reports'> => {
      const { _id: id, revision } = report;
      return {
        topic: 'reports',
        name: 'report.accepted',
        key: id,
        subject: id,
        revision,
        time: at,
        data: { report: structureOf(report) },
        policySequence,
      };
    });
    try {
      await this.store.transaction(async (session) => {
        if (fresh.length > 0) {
          await this.externalIds.add(session, identities);
          await this.reports.insert(session, fresh);
          await this.outbox.add(session, { organisation: owner.id, acceptedAt: at, events });
        }
        await also?.(session, planned);
      });
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
    this.outbox.wake(owner.id);
    return true;
  }
}
