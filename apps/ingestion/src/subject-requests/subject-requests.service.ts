import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { OrganisationState } from '@landbridge/contracts';
import { Clock, Cursors, type Place, Problem } from '@landbridge/platform';
import { ExternalIdsRepository } from '../external-ids/external-ids.repository.ts';
import { KeyedDigests } from '../keys/keyed-digests.ts';
import { QuarantineService } from '../quarantine/quarantine.service.ts';
import { PurgingService, underHold } from '../retention/purging.service.ts';
import { ANSWER_TIMES, answerBy } from './answer-clock.ts';
import type { SubjectOutcome, SubjectRequestDocument } from './subject-request.document.ts';
import type { NewSubjectRequest, SubjectRequestAnswer, SubjectRequestList, SubjectRequestQuery } from './subject-requests.bodies.ts';
import { SubjectRequestsRepository } from './subject-requests.repository.ts';

/** Helps an organisation to answer data subjects in time: finds what it sent about them, and erases it. */
@Injectable()
export class SubjectRequestsService {
  constructor(
    private readonly requests: SubjectRequestsRepository,
    private readonly externalIds: ExternalIdsRepository,
    private readonly quarantine: QuarantineService,
    private readonly purging: PurgingService,
    private readonly digests: KeyedDigests,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  async open(organisation: OrganisationState, { kind, externalId, received }: NewSubjectRequest): Promise<SubjectRequestAnswer> {
    const now = this.clock.now().toISOString();
    if (received > now.slice(0, 10)) throw notReceivedYet();
    // as externalIds are read at the door
    const id = externalId.trim();
    const holders = await this.externalIds.findHolders([this.digests.ofIdentity(organisation.id, id)]);
    const request: SubjectRequestDocument = {
      _id: randomUUID(),
      organisation: organisation.id,
      kind,
      state: 'open',
      reports: [...new Set(holders.values())],
      quarantined: await this.quarantine.findWith(organisation.id, id),
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
    if (outcome === 'erased') await this.erase(organisation.id, request);
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
    return this.answer(organisation, await this.require(organisation, id));
  }

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

  /** Begun twice, it is done once. */
  private async erase(organisation: string, { reports, quarantined }: SubjectRequestDocument): Promise<void> {
    const outcomes = await Promise.all(reports.map((report) => this.purging.purge(report, 'erasure-request')));
    await this.quarantine.forget(organisation, quarantined);
    if (outcomes.includes('held')) throw underHold();
  }

  private async require({ id: organisation }: OrganisationState, id: string): Promise<SubjectRequestDocument> {
    const request = await this.requests.find(organisation, id);
    if (!request) throw noSuchRequest();
    return request;
  }

  private answer({ regime }: OrganisationState, request: SubjectRequestDocument): SubjectRequestAnswer {
    const { _id: id, kind, state, reports, quarantined, received, due, extended = false, closedAt } = request;
    return {
      id,
      kind,
      state,
      reports: [...reports],
      quarantined: quarantined.length,
      received,
      due,
      source: ANSWER_TIMES[regime].source,
      overdue: state === 'open' && due < this.clock.now().toISOString().slice(0, 10),
      extended,
      ...(closedAt !== undefined && { closedAt }),
    };
  }
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

function closedAlready(state: string): Problem {
  return new Problem({
    type: 'closed-already',
    status: 409,
    title: 'The request is closed',
    detail: `It is ${state}. Open another one where the data subject asks again.`,
  });
}
