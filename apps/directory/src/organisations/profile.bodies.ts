import {
  CHANNEL_KINDS,
  CONTACT_ROLES,
  FOUR_PS,
  IsCountry,
  IsLanguage,
  PURPOSES,
  type ChannelKind,
  type ContactRole,
  type FourP,
  type Purpose,
} from '@landbridge/contracts';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';

const MOST_COUNTRIES = 300;
const MOST_LANGUAGES = 100;
const MOST_CONTACTS = 50;
/** One line that can be shown. */
const LINE = /^[^\p{Cc}\p{Zl}\p{Zp}]+$/u;
const ONE_LINE = { message: '$property must be one line of text' };

/** What an organisation works on, and where. */
export class Coverage {
  @IsArray() @ArrayMaxSize(MOST_COUNTRIES) @ArrayUnique() @IsCountry({ each: true }) countries: string[];
  /** Forms of exploitation that it works on. */
  @IsArray() @ArrayUnique() @IsIn(PURPOSES, { each: true }) purposes: Purpose[];
  /** Languages in which it can be spoken to, BCP 47. */
  @IsArray() @ArrayMaxSize(MOST_LANGUAGES) @ArrayUnique() @IsLanguage({ each: true }) languages: string[];
  /** What it does, by the four Ps. */
  @IsArray() @ArrayUnique() @IsIn(FOUR_PS, { each: true }) roles: FourP[];
}

export class Channel {
  @IsIn(CHANNEL_KINDS) kind: ChannelKind;
  /** Where it is reached there: a mailbox, an address, a number. */
  @IsString() @IsNotEmpty() @MaxLength(300) @Matches(LINE, ONE_LINE) address: string;
}

export class Contact {
  @IsIn(CONTACT_ROLES) role: ContactRole;
  /** Of a desk or a function, not of a person where that can be helped. */
  @IsString() @IsNotEmpty() @MaxLength(200) @Matches(LINE, ONE_LINE) name: string;
  @IsDefined() @ValidateNested() @Type(() => Channel) channel: Channel;
  /** Answers at any hour of any day. */
  @IsBoolean() duty: boolean;
  /** One of the organisation's people, by id. */
  @IsOptional() @IsUUID() person?: string;
}

/** What others may know of an organisation to work with it. It stays in directory. */
export class Profile {
  @IsDefined() @ValidateNested() @Type(() => Coverage) coverage: Coverage;
  @IsArray() @ArrayMaxSize(MOST_CONTACTS) @ValidateNested({ each: true }) @Type(() => Contact) contacts: Contact[];
}

/** Of an organisation that has not said anything yet. */
export const EMPTY_PROFILE: Profile = { coverage: { countries: [], purposes: [], languages: [], roles: [] }, contacts: [] };
