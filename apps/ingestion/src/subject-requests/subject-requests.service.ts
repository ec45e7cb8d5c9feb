import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { OrganisationState } from '@landbridge/contracts';
import { Clock, Cursors, type Place, Problem } from '@landbridge/platform';
import { QuarantineService } from '../quarantine/quarantine.service.ts';
import { PurgingService, underHold } from '../retention/purging.service.ts';
import { ANSWER_TIMES, answerBy } from './answer-clock.ts';
import type { SubjectOutcome, SubjectRequestDocument } from './subject-request.document.ts';
import type { NewSubjectRequest, SubjectRequestAnswer, SubjectRequestList, SubjectRequestQuery } from './subject-requests.bodies.ts';
import { SubjectRequestsRepository } from './subject-requests.repository.ts';
import { SubjectSearch } from './subject-search.ts';

/** Helps an organisation to answer data subjects in time: finds what it sent about them, and erases it. */
@Injectable()
export class SubjectRequestsService {
  constructor(
    private readonly requests: SubjectRequestsRepository,
    private readonly search: SubjectSearch,
    private readonly quarantine: QuarantineService,
    private readonly purging: PurgingService,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  async open(organisation: OrganisationState, { kind, externalId, received }: NewSubjectRequest): Promise<SubjectRequestAnswer> {
    const now = this.clock.now().toISOString();
    if (received > now.slice(0, 10)) throw notReceivedYet();
    const id = randomUUID();
    const request: SubjectRequestDocument = {
      _id: id,
      organisation: organisation.id,
      kind,
      state: 'open',
      // as externalIds are read at the door
      ...(await this.search.first(organisation.id, id, externalId.trim())),
      received,
      due: answerBy(received, organisation.regime),
      at: now,
    };
    await this.requests.add(request);
    return this.answer(organisation, request);
  }

  /** The same outcome again changes nothing. */
  async close(organisation: OrganisationState, id: string, outcome: SubjectOutcome): Promise<SubjectRequestAnswer> {
    const request = await this.require(organisation, id);
    if (request.state === outcome) return this.answer(organisation, request);
    if (request.state !== 'open') throw closedAlready(request.state);
    const now = await this.search.again(request);
    if (outcome === 'erased') await this.erase(now);
    else if (outcome !== 'refused' && hasMore(now, request)) throw foundMore(now);
    const closed = await this.requests.close(id, outcome, this.clock.now().toISOString());
    return this.answer(organisation, closed ?? (await this.require(organisation, id)));
  }

  /** Puts the last day off, once, where the regime lets a complex request wait. Doing so again changes nothing. */
  async extend(organisation: OrganisationState, id: string): Promise<SubjectRequestAnswer> {
    const request = await this.require(organisation, id);
    if (ANSWER_TIMES[organisation.regime].furtherMonths === undefined) throw noFurtherTime();
    if (request.state !== 'open') throw closedAlready(request.state);
    const extended = await this.requests.extend(id, answerBy(request.received, organisation.regime, true));
    return this.answer(organisation, extended ?? (await this.require(organisation, id)));
  }

  async get(organisation: OrganisationState, id: string): Promise<SubjectRequestAnswer> {
    return this.answer(organisation, await this.search.look(await this.require(organisation, id)));
  }

  /** As they were when they were last looked at one by one. */
  async list(organisation: OrganisationState, { state, cursor, limit }: SubjectRequestQuery): Promise<SubjectRequestList> {
    const bound = { organisation: organisation.id, subjectRequests: state ?? 'all' };
    const { rows, ...next } = await this.cursors.page(
      { cursor, limit },
      bound,
      (after: Place | undefined, most: number) => this.requests.list(organisation.id, state, after, most),
      ({ due, _id }) => [due, _id],
    );
    return { requests: rows.map((request) => this.answer(organisation, request)), ...next };
  }

  /** Begun twice, it is done once. What comes in meanwhile is erased as well. */
  private async erase(found: SubjectRequestDocument): Promise<void> {
    const outcomes = await Promise.all(found.reports.map((report) => this.purging.purge(report, 'erasure-request')));
    await this.quarantine.forget(found.organisation, found.quarantined);
    if (outcomes.includes('held')) throw underHold();
    const now = await this.search.again(found);
    if (hasMore(now, found)) await this.erase(now);
  }

  private async require({ id: organisation }: OrganisationState, id: string): Promise<SubjectRequestDocument> {
    const request = await this.requests.find(organisation, id);
    if (!request) throw noSuchRequest();
    return request;
  }

  private answer({ regime }: OrganisationState, request: SubjectRequestDocument): SubjectRequestAnswer {
    const { _id: id, kind, state, reports, foundLater, quarantined, unsure, received, due, extended = false, closedAt } = request;
    return {
      id,
      kind,
      state,
      reports: [...reports],
      foundLater: [...foundLater],
      quarantined: quarantined.length,
      quarantinedUnsure: unsure,
      received,
      due,
      source: ANSWER_TIMES[regime].source,
      overdue: state === 'open' && due < this.clock.now().toISOString().slice(0, 10),
      extended,
      ...(closedAt !== undefined && { closedAt }),
    };
  }
}

function hasMore(now: SubjectRequestDocument, before: SubjectRequestDocument): boolean {
  return now.reports.length > before.reports.length || now.quarantined.length > before.quarantined.length;
}

export function noSuchRequest(): Problem {
  return new Problem({ type: 'not-found', status: 404, title: 'Nothing here', detail: 'There is no such request to your organisation.' });
}

function notReceivedYet(): Problem {
  return new Problem({
    type: 'invalid',
    status: 400,
    title: 'The request is not valid',
    detail: 'See errors for each field.',
    errors: [{ pointer: '/received', detail: 'received lies in the future.' }],
  });
}

function noFurtherTime(): Problem {
  return new Problem({
    type: 'no-further-time',
    status: 409,
    title: 'The time cannot be extended',
    detail: 'The regime of your organisation names no further time for a complex request. Answer without undue delay.',
  });
}

function foundMore({ reports }: SubjectRequestDocument): Problem {
  return new Problem({
    type: 'found-more',
    status: 409,
    title: 'More has come in since you looked',
    detail: 'The external id stands for more than the request showed you. Look at it, and close the request again.',
    members: { reports },
  });
}

function closedAlready(state: string): Problem {
  return new Problem({
    type: 'closed-already',
    status: 409,
    title: 'The request is closed',
    detail: `It is ${state}. Open another one where the data subject asks again.`,
  });
}
