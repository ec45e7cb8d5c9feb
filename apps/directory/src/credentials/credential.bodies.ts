import { IsInstant } from '@landbridge/contracts';
import { Type } from 'class-transformer';
import { IsArray, IsOptional, IsString, IsUUID, Matches, ValidateNested } from 'class-validator';

/** The secret is shown here and never again. */
export class NewCredential {
  @IsString() clientId: string;
  @IsString() clientSecret: string;
}

export class CredentialView {
  @IsString() clientId: string;
  @IsInstant() createdAt: string;
  @IsOptional() @IsInstant() revokedAt?: string;
}

export class CredentialList {
  @IsArray() @ValidateNested({ each: true }) @Type(() => CredentialView) credentials: CredentialView[];
}

export class CredentialParams {
  @IsUUID() id: string;
  @Matches(/^org-[0-9a-f]{24}$/) clientId: string;
}
