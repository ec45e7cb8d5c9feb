import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentOrganisation, type OrganisationCaller, Problems, RequireScope } from '@landbridge/platform';
import { Answers, TakesJson } from '../http/api-docs.ts';
import { reportId } from '../reports/report.query.ts';
import { type Holder, HoldsService } from './holds.service.ts';
import { HoldAnswer, HoldRequest } from './retention.bodies.ts';

const ApiId = () => ApiParam({ name: 'id', format: 'uuid' });
const BY_OPERATOR: Holder = { by: 'operator' };

@ApiBearerAuth()
@ApiTags('retention')
@Controller('v1')
export class HoldsController {
  constructor(private readonly holds: HoldsService) {}

  @Get('reports/:id/hold')
  @RequireScope('reports:read')
  @ApiOperation({ summary: 'The legal hold on a report of yours', description: 'Of yours and the operator’s the one that ends last.' })
  @ApiId()
  @Answers({ status: 200, description: 'In force.', types: [HoldAnswer] })
  @Problems({ 404: 'No report of yours, or no hold.' })
  get(@CurrentOrganisation() caller: OrganisationCaller, @Param('id') id: string): Promise<HoldAnswer> {
    return this.holds.get(ownerOf(caller), reportId(id));
  }

  @Put('reports/:id/hold')
  @RequireScope('reports:write')
  @ApiOperation({ summary: 'Set a legal hold on a report of yours', description: 'Retention and erasure wait until it ends.' })
  @ApiId()
  @TakesJson(HoldRequest)
  @Answers({ status: 200, description: 'In force.', types: [HoldAnswer] })
  @Problems({ 400: 'Not valid; see errors.', 404: 'No report of yours.' })
  set(@CurrentOrganisation() caller: OrganisationCaller, @Param('id') id: string, @Body() hold: HoldRequest): Promise<HoldAnswer> {
    return this.holds.set(ownerOf(caller), reportId(id), hold);
  }

  @Delete('reports/:id/hold')
  @HttpCode(204)
  @RequireScope('reports:write')
  @ApiOperation({ summary: 'End your legal hold', description: 'The operator’s stays.' })
  @ApiId()
  @ApiResponse({ status: 204, description: 'Ended, now or before.' })
  @Problems({ 404: 'No report of yours.' })
  end(@CurrentOrganisation() caller: OrganisationCaller, @Param('id') id: string): Promise<void> {
    return this.holds.end(ownerOf(caller), reportId(id));
  }

  @Put('operator/reports/:id/hold')
  @RequireScope('operator')
  @ApiOperation({ summary: 'Set a legal hold on any report' })
  @ApiId()
  @TakesJson(HoldRequest)
  @Answers({ status: 200, description: 'In force.', types: [HoldAnswer] })
  @Problems({ 400: 'Not valid; see errors.', 404: 'No such report.' })
  setByOperator(@Param('id') id: string, @Body() hold: HoldRequest): Promise<HoldAnswer> {
    return this.holds.set(BY_OPERATOR, reportId(id), hold);
  }

  @Delete('operator/reports/:id/hold')
  @HttpCode(204)
  @RequireScope('operator')
  @ApiOperation({ summary: 'End the operator’s legal hold' })
  @ApiId()
  @ApiResponse({ status: 204, description: 'Ended, now or before.' })
  @Problems({ 404: 'No such report.' })
  endByOperator(@Param('id') id: string): Promise<void> {
    return this.holds.end(BY_OPERATOR, reportId(id));
  }
}

function ownerOf({ organisation }: OrganisationCaller): Holder {
  return { by: 'owner', organisation: organisation.id };
}
