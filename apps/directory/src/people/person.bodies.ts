import { IsInstant, PERSON_ROLES, type PersonRole } from '@landbridge/contracts';
import { Type } from 'class-transformer';
import {
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUrl,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';

/** Printable, without spaces: an e-mail address or a name. */
export const LOGIN = /^[^\s<>"'\\\p{C}]{3,254}$/u;

const SIGN_IN_WAYS = ['password', 'provider', 'link', 'nothing'] as const;
type SignInWay = (typeof SIGN_IN_WAYS)[number];

/** Somebody who is invited to act for an organisation. */
export class NewPerson {
  @IsString() @IsNotEmpty() @MaxLength(200) name: string;
  /** The name or e-mail address to sign in with; unique in the network. */
  @Matches(LOGIN) login: string;
  @IsArray() @ArrayMinSize(1) @ArrayUnique() @IsIn(PERSON_ROLES, { each: true }) roles: PersonRole[];
}

export class NewRoles {
  @IsArray() @ArrayMinSize(1) @ArrayUnique() @IsIn(PERSON_ROLES, { each: true }) roles: PersonRole[];
}

export class PersonParams {
  @IsUUID() id: string;
  @IsUUID() person: string;
}

export class SessionParams {
  @Matches(/^[\w-]{10,50}$/) session: string;
}

export class PersonSessionParams extends PersonParams {
  @Matches(/^[\w-]{10,50}$/) session: string;
}

/** A person as administrators see it. */
export class PersonView {
  @IsUUID() id: string;
  @IsString() name: string;
  @IsOptional() @IsString() login?: string;
  @IsArray() @IsIn(PERSON_ROLES, { each: true }) roles: PersonRole[];
  /** Invited, until the link was used. */
  @IsIn(['invited', 'active']) status: string;
  /** Password and second factor, the organisation's own provider, or neither: then a link lets in, or nothing does until there is a new one. */
  @IsIn(SIGN_IN_WAYS) signsInBy: SignInWay;
}

export class PersonList {
  @IsArray() @ValidateNested({ each: true }) @Type(() => PersonView) people: PersonView[];
}

/** The link is shown here and never again. It is good once. */
export class InvitationView extends PersonView {
  @IsUrl() link: string;
  @IsInstant() linkExpiresAt: string;
}

/** The person who asks. */
export class MyselfView extends PersonView {
  @IsUUID() organisation: string;
  /** What a token of this person may hold now. */
  @IsArray() @IsString({ each: true }) scopes: string[];
}

export class SessionView {
  @IsString() id: string;
  @IsInstant() signedInAt: string;
  @IsInstant() endsAt: string;
  /** The programs that tokens were given to. */
  @IsArray() @IsString({ each: true }) clients: string[];
  /** Whether it is the one that asks. */
  @IsBoolean() current: boolean;
}

export class SessionList {
  @IsArray() @ValidateNested({ each: true }) @Type(() => SessionView) sessions: SessionView[];
}
