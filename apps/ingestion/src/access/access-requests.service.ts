import { Injectable } from '@nestjs/common';
import { PolicyContext } from '@landbridge/messaging';
import { Cursors, type Place } from '@landbridge/platform';
import type { MemberReader } from '@landbridge/sharing';
import { ReportsRepository } from '../reports/reports.repository.ts';
import type {
  AccessDecisionRequest,
  AccessRequestAnswer,
  AccessRequestList,
  AccessRequestQuery,
  NewAccessRequest,
} from './access.bodies.ts';
import { noSuchRequest } from './access-problems.ts';
import type { AccessRequestDocument } from './access-request.document.ts';
import { AccessRequestsRepository } from './access-requests.repository.ts';
import { AccessView } from './access-view.ts';
import { AskingService } from './asking.service.ts';
import { DecidingService } from './deciding.service.ts';

/** Requests for access, asked, decided and looked at, each told to its sides as they may see it. */
@Injectable()
export class AccessRequestsService {
  constructor(
    private readonly asking: AskingService,
    private readonly deciding: DecidingService,
    private readonly requests: AccessRequestsRepository,
    private readonly reports: ReportsRepository,
    private readonly view: AccessView,
    private readonly cursors: Cursors,
    private readonly policy: PolicyContext,
  ) {}

  async ask(reader: MemberReader, report: string, asked: NewAccessRequest): Promise<{ answer: AccessRequestAnswer; isNew: boolean }> {
    const { request, isNew } = await this.asking.ask(reader, report, asked);
    return { answer: await this.show(request, reader), isNew };
  }

  async decide(reader: MemberReader, id: string, decision: AccessDecisionRequest): Promise<AccessRequestAnswer> {
    return this.show(await this.deciding.decide(reader, id, decision), reader);
  }

  async takeBack(reader: MemberReader, id: string): Promise<AccessRequestAnswer> {
    return this.show(await this.deciding.takeBack(reader, id), reader);
  }

  async get(reader: MemberReader, id: string): Promise<AccessRequestAnswer> {
    this.policy.requireFresh();
    const request = await this.requests.find(id, reader.organisation);
    if (!request) throw noSuchRequest();
    return this.show(request, reader);
  }

  async list(reader: MemberReader, { role, state, cursor, limit }: AccessRequestQuery): Promise<AccessRequestList> {
    this.policy.requireFresh();
    const bound = { organisation: reader.organisation, accessRequests: role, state };
    const { rows, ...next } = await this.cursors.page(
      { cursor, limit },
      bound,
      (after: Place | undefined, most: number) => this.requests.list(role, reader.organisation, state, after, most),
      ({ askedAt, _id }) => [askedAt, _id],
    );
    const reports = await this.reports.findAll(rows.map(({ report }) => report));
    return {
      requests: rows.map((request) => this.view.of(request, reader, reports.get(request.report))),
      ...next,
    };
  }

  private async show(request: AccessRequestDocument, reader: MemberReader): Promise<AccessRequestAnswer> {
    return this.view.of(request, reader, (await this.reports.find(request.report)) ?? undefined);
  }
}
