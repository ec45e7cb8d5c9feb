import {
  DISPUTE_OUTCOMES,
  type DisputeOutcome,
  IsCountry,
  IsDay,
  IsInstant,
  ISIC_SECTIONS,
  type IsicSection,
  IsLanguage,
  IsLine,
  IsSlug,
  ModusOperandi,
  MODUS_OPERANDI_ACTS,
  MODUS_OPERANDI_STAGES,
  MODUS_OPERANDI_STATUSES,
  type ModusOperandiAct,
  ModusOperandiAuthor,
  type ModusOperandiStage,
  type ModusOperandiStatus,
  ModusOperandiSummary,
  type Subsector,
  SUBSECTORS,
} from '@landbridge/contracts';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { COUNTED_BY, type CountedBy } from './sightings.service.ts';

const CURSOR = { message: 'cursor must be the next of the page before' };

class LanguageQuery {
  /** Of the words; left out, Accept-Language decides. */
  @IsOptional() @IsLanguage() @MaxLength(35) language?: string;
}

export class EntryQuery extends LanguageQuery {}

export class CatalogueQuery extends LanguageQuery {
  /** Left out: proposed and validated. */
  @IsOptional() @IsIn(MODUS_OPERANDI_STATUSES) status?: ModusOperandiStatus;
  @IsOptional() @IsIn(MODUS_OPERANDI_STAGES) stage?: ModusOperandiStage;
  @IsOptional() @IsIn([...ISIC_SECTIONS, ...SUBSECTORS]) sector?: IsicSection | Subsector;
  /** Stated by an editor, or of a report that your audiences may count. */
  @IsOptional() @IsCountry() country?: string;
  /** Words that all stand in its names, in any language, and tags. */
  @IsOptional() @IsString() @Matches(/\S/) @MaxLength(100) q?: string;
  @IsOptional() @Matches(/^[A-Za-z0-9_-]{1,800}$/, CURSOR) cursor?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit: number = 50;
}

export class RevisionsQuery extends LanguageQuery {
  @IsOptional() @Matches(/^[A-Za-z0-9_-]{1,800}$/, CURSOR) cursor?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(50) limit: number = 20;
}

export class CountsQuery {
  /** `public`, or a community. */
  @IsSlug() audience: string;
  @IsOptional() @IsIn(COUNTED_BY) by: CountedBy = 'week';
}

export class EntryParams {
  /** Its tag, an alias of it, or its key. */
  @IsSlug() id: string;
}

export class TranslationParams extends EntryParams {
  @IsLanguage() @MaxLength(35) language: string;
}

export class DisputeParams extends EntryParams {
  @IsUUID() dispute: string;
}

export class NewDispute {
  /** What is wrong with the entry. No person, and nothing of a case. */
  @MaxLength(300) @IsLine() reason: string;
}

export class NewDisputeDecision extends NewDispute {
  @IsIn(DISPUTE_OUTCOMES) outcome: DisputeOutcome;
}

export class Merge {
  /** The entry that says it from now on, by tag or key. */
  @IsSlug() into: string;
}

export class CataloguePage {
  @IsArray() @ValidateNested({ each: true }) @Type(() => ModusOperandiSummary) modiOperandi: ModusOperandiSummary[];
  /** Asks for the next page; absent on the last. */
  @IsOptional() @IsString() next?: string;
}

export class ModusOperandiRevision {
  @IsInt() @Min(1) revision: number;
  @IsIn(MODUS_OPERANDI_ACTS) act: ModusOperandiAct;
  @IsInstant() at: string;
  @IsDefined() @ValidateNested() @Type(() => ModusOperandiAuthor) by: ModusOperandiAuthor;
  @IsDefined() @ValidateNested() @Type(() => ModusOperandi) entry: ModusOperandi;
}

export class RevisionsPage {
  @IsArray() @ValidateNested({ each: true }) @Type(() => ModusOperandiRevision) revisions: ModusOperandiRevision[];
  @IsOptional() @IsString() next?: string;
}

/** Reports recorded in the week or month that name the tag, an alias or the key. */
export class ModusOperandiCount {
  @IsDay() from: string;
  /** The two differ where some of the reports may name two of them; the counters cannot tell. */
  @IsInt() @Min(0) atLeast: number;
  @IsInt() @Min(0) atMost: number;
}

export class ModusOperandiCounts extends CountsQuery {
  /** Weeks by their Monday, months by their first day; those without a report are left out, and the newest may still grow. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => ModusOperandiCount) buckets: ModusOperandiCount[];
}
