import { IsInstant, IsSlug } from '@landbridge/contracts';
import { ArrayMaxSize, ArrayUnique, IsArray, IsNotEmpty, IsOptional, IsString, IsUrl, Matches, MaxLength } from 'class-validator';

/** Without a query, a fragment, or places that a tenant's name goes into. */
const ISSUER = /^https?:\/\/[^\s?#{}]{1,500}$/;

/** The OpenID provider of an organisation, as its administrator gives it. */
export class NewSignInProvider {
  /** What people type to get there. Once given, no other organisation's. */
  @IsSlug() @MaxLength(60) name: string;
  /** Its issuer, exactly as its metadata spells it. */
  @Matches(ISSUER) issuer: string;
  /** Of the client that the provider knows directory by. */
  @IsString() @IsNotEmpty() @MaxLength(300) clientId: string;
  /** Kept sealed, and told to nobody. Needed unless issuer and client id stay as they are. */
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(1000) clientSecret?: string;
  /** Values of `acr` by which the provider says that there were two factors. `mfa` in `amr` says it, too. */
  @IsOptional() @IsArray() @ArrayMaxSize(20) @ArrayUnique() @Matches(/^[\x21-\x7e]{1,200}$/, { each: true }) acrValues?: string[];
}

/** A provider as administrators see it: all but the secret. */
export class SignInProviderView {
  @IsString() name: string;
  @IsString() issuer: string;
  @IsString() clientId: string;
  @IsArray() @IsString({ each: true }) acrValues: string[];
  /** To be registered at the provider as redirect URI. */
  @IsUrl() callback: string;
  @IsInstant() changedAt: string;
}
