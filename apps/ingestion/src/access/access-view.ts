import { Injectable } from '@nestjs/common';
import { PolicyContext } from '@landbridge/messaging';
import { Readers } from '@landbridge/platform';
import { atLeast, byTheDay, canSee, type MemberReader, shownTo } from '@landbridge/sharing';
import { ReportSeals } from '../keys/report-seals.ts';
import { isShown } from '../reports/reading.ts';
import { type ReportDocument, structureOf } from '../reports/report.documents.ts';
import type { AccessRequestAnswer } from './access.bodies.ts';
import { type AccessRequestDocument, wordsOf } from './access-request.document.ts';

const NO_EFFECT =
  'The requester does not see as much as you granted: its clearance, its country or the kind of its work stands in the way, or the report’s marking was changed.';

/** Requests as their two sides may see them: the owner reads why, and the requester learns of the owner what the report tells. */
@Injectable()
export class AccessView {
  constructor(
    private readonly policy: PolicyContext,
    private readonly readers: Readers,
    private readonly seals: ReportSeals,
  ) {}

  /** @param report that of the request, as it is now; missing once it was purged */
  of(request: AccessRequestDocument, viewer: MemberReader, report: ReportDocument | undefined): AccessRequestAnswer {
    const { _id: id, report: about, purpose, state, level, askedAt, changedAt } = request;
    const isOwner = request.owner === viewer.organisation;
    const note = this.words(request, 'note', report);
    return {
      id,
      report: about,
      purpose,
      state,
      ...(level && state === 'granted' && { level }),
      askedAt,
      changedAt: isOwner || changedAt === askedAt ? changedAt : byTheDay(changedAt),
      ...(note !== undefined && { note }),
      ...(isOwner ? this.forOwner(request, report) : this.forRequester(request, viewer, report)),
    };
  }

  private forOwner(request: AccessRequestDocument, report: ReportDocument | undefined): Partial<AccessRequestAnswer> {
    const { kind, country } = this.policy.organisation(request.requester) ?? {};
    const reason = this.words(request, 'reason', report);
    return {
      requester: { organisation: request.requester, ...(kind && { kind }), ...(country !== undefined && { country }) },
      ...(reason !== undefined && { reason }),
      ...this.effectOf(request, report),
    };
  }

  private forRequester(
    { purpose }: AccessRequestDocument,
    viewer: MemberReader,
    report: ReportDocument | undefined,
  ): Partial<AccessRequestAnswer> {
    if (report?.state !== 'held') return {};
    const level = canSee(viewer, purpose, report);
    const owner = isShown(level) ? shownTo(viewer, structureOf(report), level).contributor : undefined;
    return owner ? { owner } : {};
  }

  private effectOf(
    { state, level, purpose, requester }: AccessRequestDocument,
    report: ReportDocument | undefined,
  ): Partial<AccessRequestAnswer> {
    if (state !== 'granted' || !level || report?.state !== 'held') return {};
    const effective = atLeast(canSee(this.readers.named(requester), purpose, report), level);
    return effective ? { effective } : { effective, notice: NO_EFFECT };
  }

  private words(request: AccessRequestDocument, which: 'reason' | 'note', report: ReportDocument | undefined): string | undefined {
    return this.seals.openWords(request.report, wordsOf(request._id, which), request[which], report?.key);
  }
}
