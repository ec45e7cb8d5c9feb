import { Injectable } from '@nestjs/common';
import { ExternalIdsRepository } from '../external-ids/external-ids.repository.ts';
import { KeyedDigests } from '../keys/keyed-digests.ts';
import { QuarantineSeals } from '../keys/report-seals.ts';
import { QuarantineService } from '../quarantine/quarantine.service.ts';
import type { SubjectRequestDocument } from './subject-request.document.ts';
import { SubjectRequestsRepository } from './subject-requests.repository.ts';

/** Finds what an organisation's external id stands for, again and again while a request is open: reports and lines may come in meanwhile. */
@Injectable()
export class SubjectSearch {
  constructor(
    private readonly requests: SubjectRequestsRepository,
    private readonly externalIds: ExternalIdsRepository,
    private readonly quarantine: QuarantineService,
    private readonly seals: QuarantineSeals,
    private readonly digests: KeyedDigests,
  ) {}

  /** What is there now. The id is kept with it, sealed, so that it can be looked for again. */
  async first(organisation: string, request: string, externalId: string) {
    const sealed = this.seals.seal(organisation, sealedFor(request), Buffer.from(externalId));
    return { ...(await this.find(organisation, externalId)), foundLater: [], externalId: sealed };
  }

  /** @returns the request with what was found since; one that is closed stays as it was */
  async again(request: SubjectRequestDocument): Promise<SubjectRequestDocument> {
    const { _id, organisation, externalId } = request;
    if (!externalId) return request;
    const id = this.seals.open(organisation, sealedFor(_id), externalId).toString('utf8');
    const found = await this.find(organisation, id);
    const later = found.reports.filter((report) => !request.reports.includes(report));
    const now = {
      reports: [...request.reports, ...later],
      foundLater: [...request.foundLater, ...later],
      quarantined: [...new Set([...request.quarantined, ...found.quarantined])],
      unsure: found.unsure,
    };
    const isNew = later.length > 0 || now.quarantined.length > request.quarantined.length || now.unsure !== request.unsure;
    return isNew ? ((await this.requests.note(_id, now)) ?? request) : request;
  }

  private async find(organisation: string, externalId: string) {
    const holders = await this.externalIds.findHolders([this.digests.ofIdentity(organisation, externalId)]);
    const { found, unsure } = await this.quarantine.findWith(organisation, externalId);
    return { reports: [...new Set(holders.values())], quarantined: found, unsure };
  }
}

const sealedFor = (request: string) => `subject-request:${request}`;
