import { type Artefact, ARTEFACTS, FOUR_PS, type FourP } from '@landbridge/contracts';
import type { TextsByPlace } from '@landbridge/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';

/** Characters of a text, and of a reason. */
export const LONG_TEXT = 4_000;
export const SHORT_TEXT = 1_000;

/** Not blank. */
export const WORDS = /\S/;
const SOMETHING = { message: '$property must say something, or be left out' };

export const FINDINGS = ['excluded', 'possible', 'present'] as const;
export type Finding = (typeof FINDINGS)[number];

/** What looking for one artefact has brought. */
export class ArtefactCheck {
  @IsIn(ARTEFACTS) code: Artefact;
  @IsIn(FINDINGS) finding: Finding;
  @IsString() @MaxLength(SHORT_TEXT) @Matches(WORDS, SOMETHING) reason: string;
}

/** Whom acting on the trend may harm, by taking people for its like, and how that is avoided. */
export class ProfilingHarm {
  @IsString() @MaxLength(LONG_TEXT) @Matches(WORDS, SOMETHING) possible: string;
  @IsString() @MaxLength(LONG_TEXT) @Matches(WORDS, SOMETHING) avoidedBy: string;
}

/** What is to be done, and for which of the four Ps. */
export class AdvisedAction {
  @IsString() @MaxLength(LONG_TEXT) @Matches(WORDS, SOMETHING) advised: string;
  @IsArray() @ArrayMinSize(1) @ArrayUnique() @IsIn(FOUR_PS, { each: true }) for: FourP[];
}

/** The assessor's sheet. It may be filled in bit by bit. */
export class Sheet {
  @IsArray()
  @ArrayMaxSize(ARTEFACTS.length)
  @ArrayUnique((check: Partial<ArtefactCheck> | undefined) => check?.code, { message: 'artefacts must name each code once' })
  @ValidateNested({ each: true })
  @Type(() => ArtefactCheck)
  artefacts: ArtefactCheck[];
  @IsOptional() @IsString() @MaxLength(LONG_TEXT) @Matches(WORDS, SOMETHING) otherExplanations?: string;
  @IsOptional() @ValidateNested() @Type(() => ProfilingHarm) harm?: ProfilingHarm;
  @IsOptional() @ValidateNested() @Type(() => AdvisedAction) action?: AdvisedAction;
}

/** What a sheet lacks before its trend may be published, in words that end a sentence. */
export function missingIn(sheet: Sheet | undefined): string[] {
  const { artefacts = [], otherExplanations, harm, action } = sheet ?? {};
  const unchecked = ARTEFACTS.filter((code) => !artefacts.some((check) => check.code === code));
  const present = artefacts.filter(({ finding }) => finding === 'present').map(({ code }) => code);
  return [
    ...(unchecked.length > 0 ? [`the artefact check of ${unchecked.join(', ')} is not filled in`] : []),
    ...(present.length > 0 ? [`an artefact is present (${present.join(', ')}), so that it is to be dismissed`] : []),
    ...(otherExplanations === undefined ? ['other explanations are not filled in'] : []),
    ...(harm === undefined ? ['possible harm by profiling, and how it is avoided, is not filled in'] : []),
    ...(action === undefined ? ['the action advised, and for whom, is not filled in'] : []),
  ];
}

/** What is written on a sheet, by its places. */
export function textsOn({ artefacts, otherExplanations, harm, action }: Sheet): TextsByPlace {
  return {
    ...Object.fromEntries(artefacts.map(({ reason }, i) => [`/artefacts/${i}/reason`, reason])),
    '/otherExplanations': otherExplanations,
    '/harm/possible': harm?.possible,
    '/harm/avoidedBy': harm?.avoidedBy,
    '/action/advised': action?.advised,
  };
}
