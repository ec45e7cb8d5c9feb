import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import * as codes from './codes.ts';
import { IsCountry, IsDay, IsInstant, IsLanguage, IsLine, IsSlug } from './fields.ts';
import * as own from './modus-operandi.codes.ts';
import { Sector } from './report.dto.ts';

/** Most entries of a list of codes, of tags and of texts. */
const LIST = 30;
const NAME = 120;
/** A sentence or two. A catalogue tells what is done, never what was done to whom. */
const TEXT = 300;

const each = { each: true };

/** Who may read an entry. A community's entry is GREEN, and CLEAR is public. */
export class ModusOperandiMarking {
  @IsIn(['clear', 'green']) tlp: 'clear' | 'green';
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(LIST) @ArrayUnique() @IsSlug(each) communities?: string[];
}

/** What an entry rests on. Everybody is shown of it what he may read anyway. */
export class ModusOperandiEvidence {
  @IsArray() @ArrayMaxSize(LIST) @ArrayUnique() @IsUUID(undefined, each) trends: string[];
  @IsArray() @ArrayMaxSize(LIST) @ArrayUnique() @IsUUID(undefined, each) reports: string[];
  /** Publications: who, what, when, where it stands. */
  @IsArray() @ArrayMaxSize(LIST) @ArrayUnique() @MaxLength(TEXT, each) @IsLine(each) references: string[];
}

/** The words of an entry in one language. No person, no telephone number, no address: it is read by many. */
export class ModusOperandiWords {
  @MaxLength(NAME) @IsLine() name: string;
  /** By what one recognises it. */
  @IsArray() @ArrayMaxSize(LIST) @ArrayUnique() @MaxLength(TEXT, each) @IsLine(each) whatToLookFor: string[];
  @IsArray() @ArrayMaxSize(LIST) @ArrayUnique() @MaxLength(TEXT, each) @IsLine(each) countermeasures: string[];
}

/** What people write of a modus operandi. */
export class ModusOperandiContent extends ModusOperandiWords {
  /** Of the words. */
  @IsLanguage() @MaxLength(35) language: string;
  /** Free tags of reports that mean the same. */
  @IsArray() @ArrayMaxSize(LIST) @ArrayUnique() @IsSlug(each) aliases: string[];
  @IsIn(own.MODUS_OPERANDI_STAGES) stage: own.ModusOperandiStage;
  @IsArray() @ArrayUnique() @IsIn(codes.LURES, each) lures: codes.Lure[];
  @IsArray() @ArrayUnique() @IsIn(codes.PLATFORM_TYPES, each) channels: codes.PlatformType[];
  @IsArray() @ArrayMaxSize(LIST) @ValidateNested(each) @Type(() => Sector) sectors: Sector[];
  /** Where it is known to be used; those of reports are added for each reader. */
  @IsArray() @ArrayMaxSize(300) @ArrayUnique() @IsCountry(each) countries: string[];
  @IsDefined() @ValidateNested() @Type(() => ModusOperandiEvidence) evidence: ModusOperandiEvidence;
  @IsDefined() @ValidateNested() @Type(() => ModusOperandiMarking) marking: ModusOperandiMarking;
}

/** A new entry, under the tag that reports use. */
export class NewModusOperandi extends ModusOperandiContent {
  @IsSlug() id: string;
}

/** Who did something: an organisation, the network by itself, or nobody who is told. */
export class ModusOperandiAuthor {
  @IsIn(['organisation', 'detection', 'starting-catalogue']) kind: 'organisation' | 'detection' | 'starting-catalogue';
  /** To the organisation itself, to those who assess, and to the operator. */
  @IsOptional() @IsUUID() organisation?: string;
  /** To the organisation itself. */
  @IsOptional() @IsUUID() person?: string;
}

export class DisputeDecision {
  @IsIn(own.DISPUTE_OUTCOMES) outcome: own.DisputeOutcome;
  @MaxLength(TEXT) @IsLine() reason: string;
  @IsInstant() at: string;
}

/** Somebody holds that an entry is wrong, and says why. */
export class ModusOperandiDispute {
  @IsUUID() id: string;
  @MaxLength(TEXT) @IsLine() reason: string;
  @IsDefined() @ValidateNested() @Type(() => ModusOperandiAuthor) by: ModusOperandiAuthor;
  @IsInstant() at: string;
  /** Absent while it is open. */
  @IsOptional() @ValidateNested() @Type(() => DisputeDecision) decision?: DisputeDecision;
}

/** What the reports that the reader’s audiences may count say of it. Absent days: no report that they may count names it. */
export class ModusOperandiSightings {
  /** First day of the first and of the last period in which it was observed; a period is as long as the report is precise. */
  @IsOptional() @IsDay() firstSeen?: string;
  @IsOptional() @IsDay() lastSeen?: string;
  /** Of origin, transit and exploitation. */
  @IsArray() @ArrayUnique() @IsCountry(each) countries: string[];
}

/** An entry as a list shows it, in the language that was asked for where it is there. */
export class ModusOperandiSummary {
  /** The tag that reports use. */
  @IsSlug() id: string;
  /** Of this entry alone: communities that cannot see each other’s entries may use one tag. */
  @IsUUID() key: string;
  @IsInt() @Min(1) revision: number;
  @IsIn(own.MODUS_OPERANDI_STATUSES) status: own.ModusOperandiStatus;
  @MaxLength(NAME) @IsLine() name: string;
  /** Of the words here. */
  @IsLanguage() language: string;
  /** Languages in which there are words. */
  @IsArray() @ArrayUnique() @IsLanguage(each) languages: string[];
  @IsArray() @ArrayUnique() @IsSlug(each) aliases: string[];
  /** Absent where detection proposed it and nobody has said yet. */
  @IsOptional() @IsIn(own.MODUS_OPERANDI_STAGES) stage?: own.ModusOperandiStage;
  @IsArray() @ArrayUnique() @IsIn(codes.LURES, each) lures: codes.Lure[];
  @IsArray() @ArrayUnique() @IsIn(codes.PLATFORM_TYPES, each) channels: codes.PlatformType[];
  @IsArray() @ValidateNested(each) @Type(() => Sector) sectors: Sector[];
  /** As its editors state them. */
  @IsArray() @ArrayUnique() @IsCountry(each) countries: string[];
  @IsDefined() @ValidateNested() @Type(() => ModusOperandiMarking) marking: ModusOperandiMarking;
  @IsBoolean() disputed: boolean;
  /** The entry, by key, that says now what this one said. */
  @IsOptional() @IsUUID() mergedInto?: string;
  /** The candidate trend that made detection propose it. */
  @IsOptional() @IsUUID() proposedByTrend?: string;
  @IsInstant() changedAt: string;
}

export class ModusOperandi extends ModusOperandiSummary {
  @IsArray() @MaxLength(TEXT, each) @IsLine(each) whatToLookFor: string[];
  @IsArray() @MaxLength(TEXT, each) @IsLine(each) countermeasures: string[];
  @IsDefined() @ValidateNested() @Type(() => ModusOperandiEvidence) evidence: ModusOperandiEvidence;
  @IsArray() @ValidateNested(each) @Type(() => ModusOperandiDispute) disputes: ModusOperandiDispute[];
  /** Absent in revisions and in answers to changes. */
  @IsOptional() @ValidateNested() @Type(() => ModusOperandiSightings) sightings?: ModusOperandiSightings;
}
