import { DISCLOSURE_CHANNELS, IsInstant, USE_PURPOSES, type UsePurpose } from '@landbridge/contracts';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID, Min, ValidateNested } from 'class-validator';

/** Somebody was shown, or began to be sent, a revision. */
export class DisclosureAnswer {
  @IsInt() @Min(1) revision: number;
  /** The organisation that read. */
  @IsUUID() reader: string;
  @IsIn(DISCLOSURE_CHANNELS) channel: (typeof DISCLOSURE_CHANNELS)[number];
  @IsIn(USE_PURPOSES) purpose: UsePurpose;
  @IsInstant() at: string;
}

export class DisclosureList {
  /** Oldest first. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => DisclosureAnswer) disclosures: DisclosureAnswer[];
  @IsOptional() @IsString() next?: string;
}
