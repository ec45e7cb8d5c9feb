import { Injectable } from '@nestjs/common';
import { Clock } from '@landbridge/platform';
import { ExternalIdsRepository } from '../external-ids/external-ids.repository.ts';
import { KeyedDigests } from '../keys/keyed-digests.ts';
import { QuarantineSeals } from '../keys/report-seals.ts';
import { QuarantineService } from '../quarantine/quarantine.service.ts';
import type { SubjectRequestDocument } from './subject-request.document.ts';
import { type Found, SubjectRequestsRepository } from './subject-requests.repository.ts';

/** Every line of quarantine is opened and read for a search, so whoever only looks at a request has it done so often and no more. */
const SEARCHED_EVERY_MS = 60_000;

type Lines = Pick<Found, 'quarantined' | 'unsure' | 'searchedAt'>;

/** Finds what an organisation's external id stands for, again and again while a request is open: reports and lines may come in meanwhile. */
@Injectable()
export class SubjectSearch {
  constructor(
    private readonly requests: SubjectRequestsRepository,
    private readonly externalIds: ExternalIdsRepository,
    private readonly quarantine: QuarantineService,
    private readonly seals: QuarantineSeals,
    private readonly digests: KeyedDigests,
    private readonly clock: Clock,
  ) {}

  /** What is there now. The id is kept with it, sealed, so that it can be looked for again. */
  async first(organisation: string, request: string, externalId: string) {
    const sealed = this.seals.seal(organisation, sealedFor(request), Buffer.from(externalId));
    const reports = await this.findReports(organisation, externalId);
    return { reports, foundLater: [], ...(await this.findLines(organisation, externalId)), externalId: sealed };
  }

  /** @returns the request with what was found since; one that is closed stays as it was */
  again(request: SubjectRequestDocument): Promise<SubjectRequestDocument> {
    return this.since(request, (externalId) => this.findLines(request.organisation, externalId));
  }

  /** The same for who only looks: quarantine may have been looked through a minute ago. */
  look(request: SubjectRequestDocument): Promise<SubjectRequestDocument> {
    const { searchedAt, quarantined, unsure } = request;
    const isDue = this.clock.now().getTime() - Date.parse(searchedAt) >= SEARCHED_EVERY_MS;
    return isDue ? this.again(request) : this.since(request, () => Promise.resolve({ quarantined, unsure, searchedAt }));
  }

  private async since(request: SubjectRequestDocument, findLines: (externalId: string) => Promise<Lines>): Promise<SubjectRequestDocument> {
    const { _id, organisation, externalId: sealed } = request;
    if (!sealed) return request;
    const externalId = this.seals.open(organisation, sealedFor(_id), sealed).toString('utf8');
    return this.note(request, { reports: await this.findReports(organisation, externalId), ...(await findLines(externalId)) });
  }

  private async note(request: SubjectRequestDocument, found: Omit<Found, 'foundLater'>): Promise<SubjectRequestDocument> {
    const later = found.reports.filter((report) => !request.reports.includes(report));
    const now = {
      reports: [...request.reports, ...later],
      foundLater: [...request.foundLater, ...later],
      quarantined: [...new Set([...request.quarantined, ...found.quarantined])],
      unsure: found.unsure,
      searchedAt: found.searchedAt,
    };
    const isNew = later.length > 0 || now.searchedAt !== request.searchedAt;
    return isNew ? ((await this.requests.note(request._id, now)) ?? request) : request;
  }

  private async findReports(organisation: string, externalId: string): Promise<string[]> {
    return [...new Set((await this.externalIds.findHolders([this.digests.ofIdentity(organisation, externalId)])).values())];
  }

  private async findLines(organisation: string, externalId: string): Promise<Lines> {
    const searchedAt = this.clock.now().toISOString();
    const { found, unsure } = await this.quarantine.findWith(organisation, externalId);
    return { quarantined: found, unsure, searchedAt };
  }
}

const sealedFor = (request: string) => `subject-request:${request}`;
