import { Injectable } from '@nestjs/common';
import { PolicyContext } from '@landbridge/messaging';
import { Clock, Cursors, type PageAsked, Problem, Readers } from '@landbridge/platform';
import { atLeast, canSee, type MemberReader } from '@landbridge/sharing';
import { notFound } from '../reports/refused-request.ts';
import { dayOf, type ReportDocument } from '../reports/report.documents.ts';
import { ReportsRepository } from '../reports/reports.repository.ts';
import type { RecipientAnswer, RecipientList, WithdrawalReply, WithdrawalReplyAnswer } from './disclosure.answers.ts';
import { DisclosuresRepository, highest, type Shown, type Untold } from './disclosures.repository.ts';
import { type NoticeDocument, NoticesRepository, toldIn } from './notices.repository.ts';
import { asTold, readsUnseen } from './told-reader.ts';
import { UntoldLooks } from './untold-looks.ts';

/** Who had a report, and what became of its taking back. */
@Injectable()
export class RecipientsService {
  constructor(
    private readonly reports: ReportsRepository,
    private readonly disclosures: DisclosuresRepository,
    private readonly notices: NoticesRepository,
    private readonly untoldLooks: UntoldLooks,
    private readonly policy: PolicyContext,
    private readonly readers: Readers,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 404 unless the report is the caller's own */
  async list({ organisation }: MemberReader, id: string, asked: PageAsked): Promise<RecipientList> {
    const report = await this.reports.find(id);
    if (report?.contributor.id !== organisation) throw notFound();
    const bound = { organisation, recipients: id };
    const untold = await this.untoldLooks.at(id);
    const { rows, ...next } = await this.cursors.page(
      asked,
      bound,
      (after: readonly [place: string] | undefined, limit: number) => this.disclosures.recipients(id, untold, after?.[0], limit),
      ({ place }) => [place],
    );
    const shown = Map.groupBy(await this.disclosures.shownToEach(id, untold, rows), ({ reader }) => reader);
    const notices = await this.notices.find(
      id,
      rows.map(({ reader }) => reader),
    );
    return {
      recipients: rows.map(({ reader }) => this.recipient(report, shown.get(reader) ?? [], this.noticeAsTold(notices.get(reader), untold))),
      ...next,
    };
  }

  /**
   * Keeps what a reader answers to its being told that what it had was taken back. The last answer counts.
   * @throws Problem 404 for who never had it, 409 where nothing was taken back
   */
  async reply(reader: MemberReader, id: string, answer: WithdrawalReply): Promise<WithdrawalReplyAnswer> {
    this.policy.requireFresh();
    const shown = await this.disclosures.shownTo(id, reader);
    const report = await this.reports.find(id);
    if (!report || shown.length === 0) throw notFound();
    if (!this.takenBack(report, shown)) throw nothingTakenBack();
    const reply = { answer, revision: report.revision, at: this.clock.now().toISOString() };
    await this.notices.reply(id, reader.organisation, reply);
    return reply;
  }

  private recipient(report: ReportDocument, shown: readonly Shown[], notice: NoticeDocument | undefined): RecipientAnswer {
    const { reader, time } = asTold(this.policy.organisation(shown[0]?.reader ?? ''));
    const takenBack = this.takenBack(report, shown);
    const instants = shown.flatMap(({ first, last }) => [first, last]).sort();
    return {
      reader,
      channels: [...new Set(shown.flatMap(({ channels }) => channels))].sort(),
      first: time(instants.at(0) ?? ''),
      last: time(instants.at(-1) ?? ''),
      level: highest(shown.map(({ level }) => level)),
      revision: Math.max(...shown.map(({ revision }) => revision)),
      ...(takenBack && { takenBack }),
      told: notice ? toldIn(notice).map(({ at, ...told }) => ({ ...told, at: time(at) })) : [],
      ...(notice?.reply && { reply: { ...notice.reply, at: time(notice.reply.at) } }),
    };
  }

  /** Who learns here that a report was taken back, or answers that, has looked again. */
  private noticeAsTold(notice: NoticeDocument | undefined, { from }: Untold): NoticeDocument | undefined {
    if (!notice || !readsUnseen(this.policy.organisation(notice.reader))) return notice;
    const { reply, told = {}, ...rest } = notice;
    const before = Object.entries(told).filter(([key, at]) => !key.endsWith(':rest') || dayOf(at) < from);
    return { ...rest, told: Object.fromEntries(before), ...(reply && dayOf(reply.at) < from && { reply }) };
  }

  /** Whether a reader may see less now, for a purpose for which it was shown more. */
  private takenBack(report: ReportDocument, shown: readonly Shown[]): RecipientAnswer['takenBack'] {
    if (report.state === 'withdrawn') return 'withdrawn';
    const lost = shown.some(({ reader, person, purpose, level }) => {
      const organisation = this.policy.organisation(reader);
      if (!organisation) return true;
      // from one that is suspended nothing is taken back for that
      const now = canSee(this.readers.of({ ...organisation, status: 'active' }, person), purpose, report);
      return !atLeast(now, level);
    });
    return lost ? 'narrowed' : undefined;
  }
}

function nothingTakenBack(): Problem {
  return new Problem({
    type: 'nothing-taken-back',
    status: 409,
    title: 'Nothing was taken back',
    detail: 'You may still see all that you were shown of this report. Answer when it is withdrawn or narrowed.',
  });
}
