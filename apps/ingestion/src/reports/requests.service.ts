import { Injectable } from '@nestjs/common';
import type { OrganisationState, WithdrawalReason } from '@landbridge/contracts';
import type { OrganisationCaller } from '@landbridge/platform';
import { Readable } from 'node:stream';
import { wrongType } from '../bulk/bulk.request.ts';
import { IdempotencyService, type KeptAnswer } from '../idempotency/idempotency.service.ts';
import { CANNOT_FIND_ALL } from '../text-check/text-check.ts';
import { AcceptanceService } from './acceptance.service.ts';
import type { Outcome } from './acceptance-plan.ts';
import { entityTag, expectedRevision } from './entity-tag.ts';
import { badVerdict, clash } from './refused-request.ts';
import type { Revised, Taken } from './report.answers.ts';
import { ReportsService } from './reports.service.ts';
import type { Submission } from './submission.ts';
import { SubmissionsService } from './submissions.service.ts';

/** Who sends reports: an organisation, by a machine or a person. */
export type Sender = Pick<OrganisationCaller, 'organisation' | 'person'>;

/** Single requests that write: each is read, done once, and its answer kept for who asks again. */
@Injectable()
export class RequestsService {
  constructor(
    private readonly submissions: SubmissionsService,
    private readonly acceptance: AcceptanceService,
    private readonly reports: ReportsService,
    private readonly idempotency: IdempotencyService,
  ) {}

  submit({ organisation: owner, person }: Sender, body: unknown, key: string | undefined): Promise<KeptAnswer> {
    const submission = this.read(owner, body, person);
    return this.idempotency.once({ organisation: owner.id, key, same: ['POST', submission.digest] }, async (keep) => {
      const [outcome] = await this.acceptance.accept(
        owner,
        [submission],
        keep && ((session, [decided]) => keep(session, answerTo(decided, submission))),
      );
      return answerTo(outcome, submission);
    });
  }

  revise(
    { organisation: owner, person }: Sender,
    id: string,
    body: unknown,
    match: string | undefined,
    key: string | undefined,
  ): Promise<KeptAnswer> {
    const expected = expectedRevision(match, 'required');
    const submission = this.read(owner, body, person);
    const answer = (revised: Revised) => revisedAnswer({ ...revised, ...warningsOf(submission) });
    return this.idempotency.once({ organisation: owner.id, key, same: ['PUT', id, String(expected), submission.digest] }, async (keep) =>
      answer(await this.reports.revise(owner, id, expected, submission, keep && ((session, revised) => keep(session, answer(revised))))),
    );
  }

  withdraw(
    owner: OrganisationState,
    id: string,
    reason: WithdrawalReason,
    match: string | undefined,
    key: string | undefined,
  ): Promise<KeptAnswer> {
    const expected = expectedRevision(match, 'optional');
    return this.idempotency.once({ organisation: owner.id, key, same: ['DELETE', id, String(expected), reason] }, async (keep) =>
      revisedAnswer(
        await this.reports.withdraw(owner, id, expected, reason, keep && ((session, revised) => keep(session, revisedAnswer(revised)))),
      ),
    );
  }

  private read(owner: OrganisationState, body: unknown, person: Sender['person']): Submission {
    if (body instanceof Readable || body === undefined) throw wrongType();
    const read = this.submissions.read(owner, body, person?.id);
    if ('verdict' in read) throw badVerdict(read.verdict);
    return read.submission;
  }
}

/** @throws Problem 409 */
function answerTo(outcome: Outcome | undefined, submission: Submission): KeptAnswer {
  if (!outcome || outcome.kind === 'clash') throw clash(outcome?.ids ?? [], outcome?.withdrawn ?? false);
  const { kind, id, revision } = outcome;
  const body: Taken = { id, revision, ...(kind === 'alreadyHeld' ? { alreadyHeld: true } : {}), ...warningsOf(submission) };
  return { status: kind === 'accepted' ? 201 : 200, headers: { etag: entityTag(revision), location: `/v1/reports/${id}` }, body };
}

function revisedAnswer(body: Revised | Taken): KeptAnswer {
  return { status: 200, headers: { etag: entityTag(body.revision) }, body };
}

function warningsOf({ warnings, report }: Submission): Pick<Taken, 'warnings' | 'notice'> {
  const hasTexts = report.narrative !== undefined || report.references !== undefined;
  return hasTexts ? { warnings: [...warnings], notice: CANNOT_FIND_ALL } : {};
}
