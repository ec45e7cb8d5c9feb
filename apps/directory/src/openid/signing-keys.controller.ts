import { IsInstant } from '@landbridge/contracts';
import { RequireScope } from '@landbridge/platform';
import { Controller, Get, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsOptional, IsString, ValidateNested } from 'class-validator';
import type { ScheduledKey } from './key-schedule.ts';
import { OpenIdHost } from './openid-host.ts';

export class SigningKeyView {
  @IsString() kid: string;
  @IsBoolean() signs: boolean;
  /** Absent where it has signed from the start. */
  @IsOptional() @IsInstant() signsFrom?: string;
}

export class SigningKeyList {
  @IsArray() @ValidateNested({ each: true }) @Type(() => SigningKeyView) keys: SigningKeyView[];
}

@ApiTags('operator')
@ApiBearerAuth()
@RequireScope('operator')
@Controller('v1/operator/signing-keys')
export class SigningKeysController {
  constructor(private readonly host: OpenIdHost) {}

  /** The keys that are published: one signs, others will or did. */
  @Get()
  @ApiOkResponse({ type: SigningKeyList })
  list(): SigningKeyList {
    return { keys: this.host.keys().map((key, at) => viewOf(key, at === 0)) };
  }

  /** Adds a key, which signs when everybody can know it; the old one goes when its last token has ended. */
  @Post('rotate')
  @ApiCreatedResponse({ type: SigningKeyView })
  rotate(): SigningKeyView {
    return viewOf(this.host.rotate(), false);
  }
}

function viewOf({ kid, signsFrom }: ScheduledKey, signs: boolean): SigningKeyView {
  return { kid: String(kid), signs, ...(signsFrom !== undefined && { signsFrom }) };
}
