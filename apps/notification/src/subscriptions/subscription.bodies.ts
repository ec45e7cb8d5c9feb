import {
  DIMENSIONS,
  IsCountry,
  IsInstant,
  PURPOSES,
  USE_PURPOSES,
  type Dimension,
  type Purpose,
  type UsePurpose,
} from '@landbridge/contracts';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { SUBSCRIBED_EVENTS, type Filters, type SubscribedEvent } from './subscription.schema.ts';

const LIST = 300;

export class SubscriptionFilters implements Filters {
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(LIST) @ArrayUnique() @IsCountry({ each: true }) countries?: string[];
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayUnique() @IsIn(PURPOSES, { each: true }) purposes?: Purpose[];
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(LIST)
  @ArrayUnique()
  @Matches(/^[A-Z]{2}>([A-Z]{2}|online)$/, {
    each: true,
    message: 'each corridor leads from a country of origin to one of exploitation, or to online, such as RO>SE or RO>online',
  })
  corridors?: string[];

  /** For trends only: which of their series are looked at. */
  @IsOptional() @IsIn(DIMENSIONS) dimension?: Dimension;
}

export class NewSubscription {
  /** Where deliveries are POSTed: https, on the public internet. */
  @IsString() @MaxLength(2_000) url: string;
  /** What is told. Of a report that was told once its later revisions and its withdrawal are told, too, asked for or not. */
  @IsArray() @ArrayMinSize(1) @ArrayUnique() @IsIn(SUBSCRIBED_EVENTS, { each: true }) events: SubscribedEvent[];
  @IsOptional() @ValidateNested() @Type(() => SubscriptionFilters) filters?: SubscriptionFilters;
  /** What the organisation reads for. Trends of a community come to who reads for the purpose of its charter. */
  @IsIn(USE_PURPOSES) purpose: UsePurpose;
}

export class SubscriptionView {
  @IsUUID() id: string;
  @IsString() url: string;
  @IsArray() @IsIn(SUBSCRIBED_EVENTS, { each: true }) events: SubscribedEvent[];
  @ValidateNested() @Type(() => SubscriptionFilters) filters: SubscriptionFilters;
  @IsIn(USE_PURPOSES) purpose: UsePurpose;
  /** Candidates come, too: it is the assessing team's. */
  @IsBoolean() candidates: boolean;
  @IsIn(['active', 'disabled']) status: 'active' | 'disabled';
  @IsInstant() createdAt: string;
}

/** The secret is shown here and never again. */
export class SubscriptionWithSecret extends SubscriptionView {
  @Matches(/^whsec_[A-Za-z0-9+/]{43}=$/) secret: string;
}

export class SubscriptionList {
  @IsArray() @ValidateNested({ each: true }) @Type(() => SubscriptionView) subscriptions: SubscriptionView[];
}

export class RotatedSecret {
  @Matches(/^whsec_[A-Za-z0-9+/]{43}=$/) secret: string;
  /** Until then deliveries are signed with the secret before, too. */
  @IsInstant() previousValidUntil: string;
}

export class SubscriptionParams {
  @IsUUID() id: string;
}
