import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { AuditActor } from '@landbridge/contracts';
import { CurrentOrganisation, type OrganisationCaller, RequireScope } from '../identity/caller.ts';
import { AuditListing, type ListedEntry } from './audit-listing.ts';
import { type AuditActorView, type AuditEntryView, AuditPage, AuditQuery } from './audit.bodies.ts';
import { entryId } from './strand-writer.ts';
import { toldReader, toldTime } from './told-reader.ts';

@ApiTags('audit')
@ApiBearerAuth()
@Controller('v1/audit')
export class AuditController {
  constructor(private readonly listing: AuditListing) {}

  @Get()
  @RequireScope('audit:read')
  @ApiOperation({
    summary: 'What you did here, and who has seen what is yours',
    description:
      'In the order in which you could first read it here: what police, courts and the like read, when its day has ended. Ask each service for its own; what a purge took away is not listed any more.',
  })
  @ApiOkResponse({ type: AuditPage })
  async list(
    @CurrentOrganisation() { organisation: { id: organisation } }: OrganisationCaller,
    @Query() { cursor, limit, ...filter }: AuditQuery,
  ): Promise<AuditPage> {
    const { rows, ...next } = await this.listing.page({ organisation, ...filter }, { cursor, limit });
    return { entries: rows.map((entry) => viewFor(organisation, entry)), ...next };
  }
}

/** The number of an entry in its strand would tell between which of the reader's own it was written. */
function viewFor(organisation: string, { strand, number, contentDigest, content }: ListedEntry): AuditEntryView {
  const { at, actor, action, route, objects, purpose, outcome, details } = content;
  const own = actor.organisation === organisation;
  return {
    id: own ? entryId(strand, number) : contentDigest,
    at: own ? at : toldTime(content),
    actor: own ? { ...actor } : toldActor(actor),
    action,
    ...(route !== undefined && { route }),
    objects: objects.map(({ kind, id }) => ({ kind, id })),
    ...(purpose && { purpose }),
    ...(outcome && { outcome }),
    ...(details && { details }),
  };
}

function toldActor(actor: AuditActor): AuditActorView {
  const { by, service } = actor;
  return by === 'organisation' ? { by, ...toldReader(actor) } : { by, ...(service !== undefined && { service }) };
}
