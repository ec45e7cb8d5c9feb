import { ModusOperandi, ModusOperandiContent, ModusOperandiWords, NewModusOperandi } from '@landbridge/contracts';
import { CurrentOrganisation, expectedVersion, IF_MATCH, type OrganisationCaller, RequireScope, versionTag } from '@landbridge/platform';
import { Body, Controller, Headers, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AssessingService } from './assessing.service.ts';
import { CatalogueService } from './catalogue.service.ts';
import { EditingService } from './editing.service.ts';
import type { Entry } from './entry.schema.ts';
import { DisputeParams, EntryParams, Merge, NewDispute, NewDisputeDecision, TranslationParams } from './modus-operandi.bodies.ts';

const Match = () => Headers('if-match');
const Reply = () => Res({ passthrough: true });

@ApiTags('modus operandi')
@ApiBearerAuth()
@RequireScope('modus-operandi:write')
@Controller('v1/modus-operandi')
export class ModusOperandiChangesController {
  constructor(
    private readonly editing: EditingService,
    private readonly assessing: AssessingService,
    private readonly catalogue: CatalogueService,
  ) {}

  /** Proposes an entry to communities of the caller. The same once more is the same proposal: 200. */
  @Post()
  @ApiCreatedResponse({ type: ModusOperandi })
  async propose(@CurrentOrganisation() caller: OrganisationCaller, @Body() body: NewModusOperandi, @Reply() reply: FastifyReply) {
    const { entry, isNew } = await this.editing.propose(caller, body);
    reply.status(isNew ? 201 : 200).header('location', `/v1/modus-operandi/${entry._id}`);
    return this.shown(caller, entry, reply);
  }

  /** Puts new content in the place of all that stood there but translations. What is validated is opened to more by a wider marking. */
  @Put(':id')
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: ModusOperandi })
  async revise(
    @CurrentOrganisation() caller: OrganisationCaller,
    @Param() { id }: EntryParams,
    @Body() body: ModusOperandiContent,
    @Match() match: string | undefined,
    @Reply() reply: FastifyReply,
  ) {
    return this.shown(caller, await this.editing.revise(caller, id, expectedVersion(match), body), reply);
  }

  @Put(':id/translations/:language')
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: ModusOperandi })
  async translate(
    @CurrentOrganisation() caller: OrganisationCaller,
    @Param() { id, language }: TranslationParams,
    @Body() words: ModusOperandiWords,
    @Match() match: string | undefined,
    @Reply() reply: FastifyReply,
  ) {
    return this.shown(caller, await this.editing.translate(caller, id, language, expectedVersion(match), words), reply);
  }

  /** Whoever may read an entry may say what is wrong with it. */
  @Post(':id/disputes')
  @RequireScope('trends:read')
  @ApiCreatedResponse({ type: ModusOperandi })
  async dispute(
    @CurrentOrganisation() caller: OrganisationCaller,
    @Param() { id }: EntryParams,
    @Body() { reason }: NewDispute,
    @Reply() reply: FastifyReply,
  ) {
    return this.shown(caller, await this.editing.dispute(caller, id, reason), reply);
  }

  @Post(':id/disputes/:dispute/decision')
  @HttpCode(200)
  @ApiOkResponse({ type: ModusOperandi })
  async decide(
    @CurrentOrganisation() caller: OrganisationCaller,
    @Param() { id, dispute }: DisputeParams,
    @Body() { outcome, reason }: NewDisputeDecision,
    @Reply() reply: FastifyReply,
  ) {
    return this.shown(caller, await this.assessing.decideDispute(caller, id, dispute, { outcome, reason }), reply);
  }

  @Post(':id/validate')
  @HttpCode(200)
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: ModusOperandi })
  async validate(
    @CurrentOrganisation() caller: OrganisationCaller,
    @Param() { id }: EntryParams,
    @Match() match: string | undefined,
    @Reply() reply: FastifyReply,
  ) {
    return this.shown(caller, await this.assessing.validate(caller, id, expectedVersion(match)), reply);
  }

  /** Its tag and aliases are aliases of the other entry from then on, and whoever asks for it is sent there. It is not undone. */
  @Post(':id/merge')
  @HttpCode(200)
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: ModusOperandi })
  async merge(
    @CurrentOrganisation() caller: OrganisationCaller,
    @Param() { id }: EntryParams,
    @Body() { into }: Merge,
    @Match() match: string | undefined,
    @Reply() reply: FastifyReply,
  ) {
    return this.shown(caller, await this.assessing.merge(caller, id, expectedVersion(match), into), reply);
  }

  /** It stays readable, and its tag stays its own. */
  @Post(':id/retire')
  @HttpCode(200)
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: ModusOperandi })
  async retire(
    @CurrentOrganisation() caller: OrganisationCaller,
    @Param() { id }: EntryParams,
    @Match() match: string | undefined,
    @Reply() reply: FastifyReply,
  ) {
    return this.shown(caller, await this.assessing.retire(caller, id, expectedVersion(match)), reply);
  }

  private async shown(caller: OrganisationCaller, entry: Entry, reply: FastifyReply): Promise<ModusOperandi> {
    reply.header('etag', versionTag(entry.revision));
    return this.catalogue.view(caller, entry, {});
  }
}
