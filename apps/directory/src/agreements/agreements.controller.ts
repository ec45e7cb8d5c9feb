import { CurrentCaller, Cursors, RequireScope, type Caller } from '@landbridge/platform';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  AgreementPage,
  AgreementParams,
  AgreementQuery,
  agreementView,
  AgreementView,
  NewAgreement,
  NewAgreementState,
} from './agreement.bodies.ts';
import { AgreementsService } from './agreements.service.ts';

const PAGE = 100;

@ApiTags('agreements')
@ApiBearerAuth()
@Controller('v1/agreements')
export class AgreementsController {
  constructor(
    private readonly agreements: AgreementsService,
    private readonly cursors: Cursors,
  ) {}

  /** Proposes an agreement to another organisation; from the operator it is in force at once. */
  @Post()
  @RequireScope('directory:write', 'operator')
  @ApiCreatedResponse({ type: AgreementView })
  async make(@Body() body: NewAgreement, @CurrentCaller() caller: Caller): Promise<AgreementView> {
    return agreementView(await this.agreements.make(body, caller), caller);
  }

  /** Those of the caller; the operator sees all. */
  @Get()
  @RequireScope('directory:read', 'operator')
  @ApiOkResponse({ type: AgreementPage })
  async list(@Query() query: AgreementQuery, @CurrentCaller() caller: Caller): Promise<AgreementPage> {
    const { cursor, limit = PAGE, ...filter } = query;
    const { rows, ...next } = await this.cursors.page(
      { cursor, limit },
      { agreements: filter },
      (after: readonly [id: string] | undefined, most) => this.agreements.list(filter, after?.[0], most, caller),
      ({ _id }) => [_id],
    );
    return { agreements: rows.map((agreement) => agreementView(agreement, caller)), ...next };
  }

  @Get(':id')
  @RequireScope('directory:read', 'operator')
  @ApiOkResponse({ type: AgreementView })
  async get(@Param() { id }: AgreementParams, @CurrentCaller() caller: Caller): Promise<AgreementView> {
    return agreementView(await this.agreements.get(id, caller), caller);
  }

  /** Accepts, declines, withdraws or ends it. */
  @Put(':id/state')
  @RequireScope('directory:write', 'operator')
  @ApiOkResponse({ type: AgreementView })
  async decide(
    @Param() { id }: AgreementParams,
    @Body() { state }: NewAgreementState,
    @CurrentCaller() caller: Caller,
  ): Promise<AgreementView> {
    return agreementView(await this.agreements.decide(id, state, caller), caller);
  }
}
