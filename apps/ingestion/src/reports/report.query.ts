import {
  compileCheck,
  COUNTRIES,
  IsDay,
  ISIC_SECTIONS,
  PURPOSES,
  SUBSECTORS,
  WITHDRAWAL_REASONS,
  type WithdrawalReason,
} from '@landbridge/contracts';
import { Problem } from '@landbridge/platform';
import { Transform, Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, isUUID, Matches, Max, MaxLength, Min } from 'class-validator';
import { notFound } from './refused-request.ts';
import { LISTED_STATES } from './report.answers.ts';

export const MOST_LISTED = 200;

const toUpper = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.toUpperCase() : value);

/** What the list of reports can be narrowed by. All that is given must hold. */
export class ListQuery {
  @IsOptional() @IsIn(PURPOSES) purpose?: (typeof PURPOSES)[number];
  /** Country of exploitation. */
  @IsOptional() @Transform(toUpper) @IsIn(COUNTRIES) country?: string;
  @IsOptional() @Transform(toUpper) @IsIn(COUNTRIES) origin?: string;
  /** Origin and country of exploitation. */
  @IsOptional()
  @Transform(toUpper)
  @Matches(/^[A-Z]{2}>[A-Z]{2}$/, { message: 'corridor is two countries, written RO>IT' })
  corridor?: string;
  /** ISIC section or subsector. */
  @IsOptional() @IsIn([...ISIC_SECTIONS, ...SUBSECTORS]) sector?: string;
  /** From this day on, UTC. */
  @IsOptional() @IsDay() recordedFrom?: string;
  /** Before this day, UTC. */
  @IsOptional() @IsDay() recordedTo?: string;
  /** `restricted`: those of which you may know only that they exist; `withdrawn`: those that you had. By their ids, without other filters. */
  @IsIn(LISTED_STATES) status: (typeof LISTED_STATES)[number] = 'held';
  /** Own reports only. */
  @IsOptional() @IsIn(['true', 'false']) mine?: 'true' | 'false';
  @Type(() => Number) @IsInt() @Min(1) @Max(MOST_LISTED) limit: number = 50;
  @IsOptional() @IsString() @MaxLength(1_000) cursor?: string;
}

/** Why a report is taken back. */
export class WithdrawalRequest {
  @IsIn(WITHDRAWAL_REASONS) reason: WithdrawalReason;
}

const isWithdrawalRequest = compileCheck(WithdrawalRequest);

/**
 * Reads the reason from the body or from the query.
 * @throws Problem 400
 */
export function withdrawalReason(body: unknown, query: string | undefined): WithdrawalReason {
  const stated: unknown = body ?? { reason: query };
  if (isWithdrawalRequest.accepts(stated)) return stated.reason;
  throw new Problem({
    type: 'invalid',
    status: 400,
    title: 'The request is not valid',
    detail: `Say why, as {"reason": …} in the body or ?reason=: one of ${WITHDRAWAL_REASONS.join(', ')}.`,
  });
}

/** What is no id of ours names nothing. */
export function reportId(text: string): string {
  if (!isUUID(text)) throw notFound();
  return text.toLowerCase();
}
