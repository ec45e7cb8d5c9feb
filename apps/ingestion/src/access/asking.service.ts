import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Outbox, PolicyContext } from '@landbridge/messaging';
import { purposeOf, StoreClock } from '@landbridge/platform';
import { canSee, isOwner, type MemberReader } from '@landbridge/sharing';
import { DisclosuresRepository } from '../disclosures/disclosures.repository.ts';
import { LooksService } from '../disclosures/looks.service.ts';
import { ReportSeals } from '../keys/report-seals.ts';
import { mostSeen, type Reading } from '../reports/reading.ts';
import { notFound } from '../reports/refused-request.ts';
import { type HeldReport, structureOf } from '../reports/report.documents.ts';
import { ReportsRepository } from '../reports/reports.repository.ts';
import { IngestionStore } from '../store/ingestion-store.ts';
import type { NewAccessRequest } from './access.bodies.ts';
import { accessRequested } from './access-events.ts';
import { byNameOnly, nothingToAsk, takenBack } from './access-problems.ts';
import { type AccessRequestDocument, wordsOf } from './access-request.document.ts';
import { AccessRequestsRepository } from './access-requests.repository.ts';
import { afresh, Overtaken } from '../store/overtaken.ts';
import { requireShareable } from './words.ts';

/** A request that is not written yet, and the key of the report under which its words are sealed. */
interface NewRequest {
  readonly document: AccessRequestDocument;
  readonly key: Buffer;
  readonly at: Date;
}

/** Lets organisations ask for reports of which they may know, and of no others. */
@Injectable()
export class AskingService {
  constructor(
    private readonly store: IngestionStore,
    private readonly requests: AccessRequestsRepository,
    private readonly reports: ReportsRepository,
    private readonly disclosures: DisclosuresRepository,
    private readonly looks: LooksService,
    private readonly seals: ReportSeals,
    private readonly outbox: Outbox,
    private readonly policy: PolicyContext,
    private readonly clock: StoreClock,
  ) {}

  /** Asking again for the same purpose, while the first request is open, finds that one. */
  async ask(reader: MemberReader, id: string, asked: NewAccessRequest): Promise<{ request: AccessRequestDocument; isNew: boolean }> {
    purposeOf(reader, asked.purpose);
    requireShareable('/reason', asked.reason);
    return afresh(async () => {
      const report = await this.requireKnown({ reader, purpose: asked.purpose }, id);
      if (canSee(reader, asked.purpose, report) === 'full') throw nothingToAsk();
      if (report.marking.tlp === 'red') throw byNameOnly();
      const request = await this.newRequest(reader, report, asked);
      const open = await this.write(request, report);
      return { request: open ?? request.document, isNew: !open };
    });
  }

  /** What it may not know of is answered as what is not there. */
  private async requireKnown({ reader, purpose }: Reading, id: string): Promise<HeldReport> {
    this.policy.requireFresh();
    const found = await this.reports.find(id);
    const wasShown = await this.disclosures.wasShown(id, reader);
    if (!found) throw notFound();
    if (found.state === 'held' && isOwner(reader, found)) throw nothingToAsk();
    if (found.state === 'withdrawn' || mostSeen(reader, found) === 'none') throw wasShown ? takenBack() : notFound();
    // the answer tells that there is such a report
    if (!wasShown) await this.looks.record({ reader, purpose }, [{ report: structureOf(found), level: 'existence' }]);
    return found;
  }

  private async newRequest(reader: MemberReader, report: HeldReport, { purpose, reason }: NewAccessRequest): Promise<NewRequest> {
    const at = await this.clock.now();
    const id = randomUUID();
    const { words, key } = this.seals.sealWords(report._id, wordsOf(id, 'reason'), reason, report.key);
    const document: AccessRequestDocument = {
      _id: id,
      report: report._id,
      requester: reader.organisation,
      owner: report.contributor.id,
      purpose,
      state: 'open',
      revision: 1,
      askedAt: at.toISOString(),
      changedAt: at.toISOString(),
      reason: words,
    };
    return { document, key, at };
  }

  /** @returns the request that is open already, where one is; then this one is not written */
  private async write({ document, key, at }: NewRequest, report: HeldReport): Promise<AccessRequestDocument | undefined> {
    const open = await this.store.transaction(async (session) => {
      const before = await this.requests.findOpen(session, document);
      if (before) return before;
      // two who ask at once meet here
      if (!(await this.reports.touch(session, report, { key }))) throw new Overtaken();
      await this.requests.insert(session, document);
      const events = [accessRequested(document, this.policy.sequence())];
      // with the owner's own events, so that the decision comes after the request
      await this.outbox.add(session, { organisation: document.owner, acceptedAt: at, events });
      return undefined;
    });
    if (!open) this.outbox.wake(document.owner);
    return open;
  }
}
