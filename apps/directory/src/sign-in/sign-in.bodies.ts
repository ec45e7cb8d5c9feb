import { IsCountry, ORGANISATION_KINDS, REGIMES, type OrganisationKind, type Regime } from '@landbridge/contracts';
import { IsIn, IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';
import { LOGIN } from '../people/person.bodies.ts';

/** What the forms of the pages send. */

export class InteractionParams {
  @Matches(/^[\w-]{10,50}$/) uid: string;
}

export class TokenParams {
  @Matches(/^[\w-]{43}$/) token: string;
}

export class SignInForm {
  @IsString() @MaxLength(254) login: string;
  @IsString() @MaxLength(1000) password: string;
  @IsString() @MaxLength(100) code: string;
}

export class ProviderForm {
  @IsString() @MaxLength(100) provider: string;
}

export class JoinForm {
  @IsString() @MaxLength(1000) password: string;
  @IsString() @MaxLength(1000) again: string;
  @IsString() @MaxLength(100) code: string;
  @IsString() @MaxLength(200) factor: string;
}

export class SetupForm extends JoinForm {
  @IsString() @IsNotEmpty() @MaxLength(200) organisation: string;
  @IsIn(ORGANISATION_KINDS) kind: OrganisationKind;
  @IsCountry() country: string;
  @IsIn(REGIMES) regime: Regime;
  @IsString() @IsNotEmpty() @MaxLength(200) name: string;
  @Matches(LOGIN) login: string;
}
