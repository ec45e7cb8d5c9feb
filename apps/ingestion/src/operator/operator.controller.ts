import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IsInstant, TEXT_CHECK_OVERRIDES, type TextCheckOverrideReason } from '@landbridge/contracts';
import { OutboxStatus } from '@landbridge/messaging';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, Min, ValidateNested } from 'class-validator';
import { Answers, TakesJson } from '../http/api-docs.ts';
import { PERSONAL_KINDS, type PersonalKind, Problems, RequireScope } from '@landbridge/platform';
import { OverridesRepository } from '../reports/overrides.repository.ts';
import { ReportsRepository } from '../reports/reports.repository.ts';

export class IngestionStatus {
  /** Reports ever taken, those withdrawn since included. */
  @IsInt() @Min(0) accepted: number;
  @IsInt() @Min(0) withdrawn: number;
  /** Events of reports that Kafka has. */
  @IsInt() @Min(0) sent: number;
  /** Chunks that it has not yet. */
  @IsInt() @Min(0) outboxPending: number;
  /** When the oldest of those was accepted. */
  @IsOptional() @IsInstant() oldestUnsent?: string;
}

export class RepublishRequest {
  /** What was accepted from this instant on. */
  @IsInstant() since: string;
}

export class Republished {
  /** Chunks that will be sent again. */
  @IsInt() @Min(0) chunks: number;
}

export class OverrideCountAnswer {
  @IsIn(TEXT_CHECK_OVERRIDES) reason: TextCheckOverrideReason;
  @IsIn(PERSONAL_KINDS) kind: PersonalKind;
  /** Places in narratives, of all revisions. */
  @IsInt() @Min(1) count: number;
}

export class OverrideCounts {
  @IsArray() @ValidateNested({ each: true }) @Type(() => OverrideCountAnswer) overrides: OverrideCountAnswer[];
}

@ApiBearerAuth()
@ApiTags('operator')
@Controller('v1/operator')
@RequireScope('operator')
export class OperatorController {
  constructor(
    private readonly reports: ReportsRepository,
    private readonly textCheck: OverridesRepository,
    private readonly outbox: OutboxStatus,
  ) {}

  @Get('status')
  @ApiOperation({ summary: 'What has been taken and sent' })
  @Answers({ status: 200, description: 'Now.', types: [IngestionStatus] })
  @Problems({})
  async status(): Promise<IngestionStatus> {
    const [counts, sent, outboxPending, oldest] = await Promise.all([
      this.reports.count(),
      this.outbox.sent('reports'),
      this.outbox.pending(),
      this.outbox.oldestUnsent(),
    ]);
    return { ...counts, sent, outboxPending, ...(oldest ? { oldestUnsent: oldest.toISOString() } : {}) };
  }

  @Get('text-check-overrides')
  @ApiOperation({ summary: 'How often narratives were taken that tell who somebody is', description: 'By reason and kind, never whose.' })
  @Answers({ status: 200, description: 'Until now.', types: [OverrideCounts] })
  @Problems({})
  async overrides(): Promise<OverrideCounts> {
    return { overrides: await this.textCheck.count() };
  }

  @Post('republish')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send again', description: 'For consumers that lost what they had; those that did not ignore it by revision.' })
  @TakesJson(RepublishRequest)
  @Answers({ status: 202, description: 'They will be sent.', types: [Republished] })
  @Problems({ 400: 'since is no instant.' })
  async republish(@Body() { since }: RepublishRequest): Promise<Republished> {
    return { chunks: await this.outbox.republish(new Date(since)) };
  }
}
