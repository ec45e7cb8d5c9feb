import type { DisputeOutcome } from '@landbridge/contracts';
import { type ExpectedVersion, type OrganisationCaller, requireImpersonal } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { CatalogueRepository } from './catalogue.repository.ts';
import { CatalogueService } from './catalogue.service.ts';
import { disputeDecided, merged, retired, validated } from './changes.ts';
import type { Entry } from './entry.schema.ts';
import { EntryWriter, type Plan } from './entry-writer.ts';
import { requireAssessor } from './rights.ts';

/** What the assessing team decides on the catalogue. */
@Injectable()
export class AssessingService {
  constructor(
    private readonly writer: EntryWriter,
    private readonly reader: CatalogueService,
    private readonly catalogue: CatalogueRepository,
  ) {}

  validate(caller: OrganisationCaller, id: string, expected: ExpectedVersion): Promise<Entry> {
    return this.decide(caller, id, expected, (entry, made) => [validated(entry, made)]);
  }

  retire(caller: OrganisationCaller, id: string, expected: ExpectedVersion): Promise<Entry> {
    return this.decide(caller, id, expected, (entry, made) => [retired(entry, made)]);
  }

  async merge(caller: OrganisationCaller, id: string, expected: ExpectedVersion, into: string): Promise<Entry> {
    requireAssessor(caller);
    const { _id: target } = await this.reader.resolve(caller, into);
    return this.decide(caller, id, expected, async (entry, made, session) =>
      merged(entry, await this.writer.current(caller, target, session), await this.catalogue.mergedInto(entry._id, session), made),
    );
  }

  async decideDispute(
    caller: OrganisationCaller,
    id: string,
    dispute: string,
    decided: { readonly outcome: DisputeOutcome; readonly reason: string },
  ): Promise<Entry> {
    requireImpersonal({ '/reason': decided.reason });
    return this.decide(caller, id, 'any', (entry, made) => [disputeDecided(entry, dispute, decided, made)]);
  }

  private async decide(caller: OrganisationCaller, id: string, expected: ExpectedVersion, plan: Plan): Promise<Entry> {
    requireAssessor(caller);
    return this.writer.change(caller, id, expected, plan);
  }
}
