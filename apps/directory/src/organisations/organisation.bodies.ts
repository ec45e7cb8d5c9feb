import { IsCountry, IsSlug, ORGANISATION_KINDS, ORGANISATION_STATUSES, REGIMES, SUSPENSION_REASONS, TLP } from '@landbridge/contracts';
import type { OrganisationKind, OrganisationStatus, Regime, SuspensionReason, Tlp } from '@landbridge/contracts';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

/** A new organisation, as the operator registers it. */
export class NewOrganisation {
  /** Given where another system already knows the organisation by this id. */
  @IsOptional() @IsUUID() id?: string;
  @IsString() @IsNotEmpty() @MaxLength(200) name: string;
  @IsIn(ORGANISATION_KINDS) kind: OrganisationKind;
  @IsCountry() country: string;
  @IsIn(REGIMES) regime: Regime;
  /** Member of the team that assesses candidates. */
  @IsOptional() @IsBoolean() assessing?: boolean;
  /** Its administrators operate the network. */
  @IsOptional() @IsBoolean() operates?: boolean;
  /** The strictest marking that it may be shown and may give; AMBER+STRICT when left out. */
  @IsOptional() @IsIn(TLP) clearance?: Tlp;
}

/** What only the operator says of an organisation. */
export class OrganisationStanding {
  @IsString() @IsNotEmpty() @MaxLength(200) name: string;
  @IsIn(ORGANISATION_KINDS) kind: OrganisationKind;
  @IsCountry() country: string;
  @IsIn(REGIMES) regime: Regime;
  @IsIn(TLP) clearance: Tlp;
  /** Member of the team that assesses candidates. */
  @IsBoolean() assessing: boolean;
  /** Its administrators operate the network. */
  @IsBoolean() operates: boolean;
}

export class NewStatus {
  @IsIn(ORGANISATION_STATUSES) status: OrganisationStatus;
  /** Why it is suspended; kept with the version. */
  @IsOptional() @IsIn(SUSPENSION_REASONS) reason?: SuspensionReason;
}

export class OrganisationParams {
  @IsUUID() id: string;
}

export class OrganisationQuery {
  @IsOptional() @IsIn(ORGANISATION_KINDS) kind?: OrganisationKind;
  @IsOptional() @IsCountry() country?: string;
  /** `next` of the page before. */
  @IsOptional() @IsString() @MaxLength(1_000) cursor?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit?: number;
}

/** An organisation as it is shown. Others than itself, services and the operator see of its communities the tiers and those that they share. */
export class OrganisationView {
  @IsUUID() id: string;
  @IsString() name: string;
  @IsIn(ORGANISATION_KINDS) kind: OrganisationKind;
  @IsCountry() country: string;
  @IsIn(REGIMES) regime: Regime;
  @IsIn(ORGANISATION_STATUSES) status: OrganisationStatus;
  @IsBoolean() assessing: boolean;
  @IsBoolean() operates: boolean;
  @IsIn(TLP) clearance: Tlp;
  @IsArray() @IsSlug({ each: true }) communities: string[];
}

export class OrganisationPage {
  @IsArray() @ValidateNested({ each: true }) @Type(() => OrganisationView) organisations: OrganisationView[];
  /** Cursor of the next page; absent on the last one. */
  @IsOptional() @IsString() next?: string;
}
