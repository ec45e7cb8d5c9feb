import { IsInstant } from '@landbridge/contracts';
import { Type } from 'class-transformer';
import {
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  ValidateNested,
} from 'class-validator';
import { ORGANISATION_SCOPES } from '../openid/scopes.ts';

/** What a new credential is to be. */
export class WantedCredential {
  /** The public half of a key, as a JSON Web Key: RSA of 2048 bits at least, or EC on P-256. Without it a secret is made. */
  @IsOptional() @IsObject() publicKey?: Record<string, unknown>;
  /** What its tokens may hold; all that an organisation's may when left out. */
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayUnique() @IsIn(ORGANISATION_SCOPES, { each: true }) scopes?: string[];
}

/** The secret, where one was made, is shown here and never again. */
export class NewCredential {
  @IsString() clientId: string;
  @IsOptional() @IsString() clientSecret?: string;
}

export class CredentialView {
  @IsString() clientId: string;
  /** Whether its machine signs with a key of its own. */
  @IsBoolean() byKey: boolean;
  @IsArray() @IsString({ each: true }) scopes: string[];
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
