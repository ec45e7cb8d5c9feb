import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentOrganisation, type OrganisationCaller, RequireScope } from '../identity/caller.ts';
import { AuditListing, type WholeEntry } from './audit-listing.ts';
import { type AuditEntryView, AuditPage, AuditQuery } from './audit.bodies.ts';
import { entryId } from './strand-writer.ts';
import { toldReader } from './told-reader.ts';

@ApiTags('audit')
@ApiBearerAuth()
@Controller('v1/audit')
export class AuditController {
  constructor(private readonly listing: AuditListing) {}

  @Get()
  @RequireScope('audit:read')
  @ApiOperation({
    summary: 'What you did here, and who has seen what is yours',
    description: 'Oldest first. Ask each service for its own; what a purge took away is not listed any more.',
  })
  @ApiOkResponse({ type: AuditPage })
  async list(
    @CurrentOrganisation() { organisation: { id: concerns } }: OrganisationCaller,
    @Query() { object, action, from, cursor, limit }: AuditQuery,
  ): Promise<AuditPage> {
    const { entries, next } = await this.listing.page({ concerns, object, action, from }, cursor, limit);
    return { entries: entries.map((entry) => viewFor(concerns, entry)), ...(next !== undefined && { next }) };
  }
}

function viewFor(organisation: string, { strand, number, content }: WholeEntry): AuditEntryView {
  const { at, actor, action, route, objects, purpose, outcome, details } = content;
  const own = actor.by !== 'organisation' || actor.organisation === organisation;
  return {
    id: entryId(strand, number),
    at,
    actor: own ? { ...actor } : { by: 'organisation', ...toldReader(actor) },
    action,
    ...(route !== undefined && { route }),
    objects: objects.map(({ kind, id }) => ({ kind, id })),
    ...(purpose && { purpose }),
    ...(outcome && { outcome }),
    ...(details && { details }),
  };
}
