import { RequireScope } from '@landbridge/platform';
import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Republished, DirectoryStatus } from './policy.bodies.ts';
import { PolicyAudit } from './policy-audit.ts';
import { PolicyChanges } from './policy-changes.ts';
import { PublishedSequence } from './published-sequence.ts';

@ApiTags('operator')
@ApiBearerAuth()
@RequireScope('operator')
@Controller('v1/operator')
export class OperatorController {
  constructor(
    private readonly audit: PolicyAudit,
    private readonly changes: PolicyChanges,
    private readonly published: PublishedSequence,
  ) {}

  @Get('status')
  @ApiOkResponse({ type: DirectoryStatus })
  async status(): Promise<DirectoryStatus> {
    const [sequence, published] = await Promise.all([this.changes.sequence(), this.published.read()]);
    return { sequence, published };
  }

  /** Publishes all organisations and communities anew, as the hourly check does. */
  @Post('republish')
  @HttpCode(200)
  @ApiOkResponse({ type: Republished })
  async republish(): Promise<Republished> {
    return { records: await this.audit.republish() };
  }
}
