import type { ReportInput } from '@landbridge/contracts';
import { isCertain } from './certainty.ts';
import { FINDERS, PERSONAL_KINDS, type PersonalKind, type Stretch } from './finders.ts';

/** Something in a text that looks like a person's data. It says where, never what. */
export interface TextWarning {
  /** RFC 6901, into the report as it was sent. */
  readonly pointer: string;
  readonly kind: PersonalKind;
  /** Where it begins and how long it is, in UTF-16 code units. */
  readonly offset: number;
  readonly length: number;
}

export interface Finding extends TextWarning {
  /** It is a person's data beyond reasonable doubt. */
  readonly certain: boolean;
}

const NARRATIVE = '/narrative';

/** Goes with every answer that carries warnings: their absence proves nothing. */
export const CANNOT_FIND_ALL =
  'This check looks for patterns. It cannot find every name or every other sign of a person: read the text again, and revise the report if it tells who somebody is.';

/** More findings in one text than this say nothing new. */
const MOST = 50;

/**
 * Looks for what may tell who somebody is.
 * @returns at most 50 findings for each text, in their order; where there are more, those that are certain come first
 */
export function checkTexts(report: Pick<ReportInput, 'narrative' | 'references' | 'where'>): Finding[] {
  const country = report.where?.exploitation;
  const texts = [
    ...(report.narrative === undefined ? [] : [{ pointer: NARRATIVE, text: report.narrative }]),
    ...(report.references ?? []).map((text, i) => ({ pointer: `/references/${i}`, text })),
  ];
  return texts.flatMap(({ pointer, text }) => checkText(text, country).map((found) => ({ pointer, ...found })));
}

/** @param country ISO code of the numbering plan for telephone numbers without a country code */
export function checkText(text: string, country?: string): Omit<Finding, 'pointer'>[] {
  const found: Omit<Finding, 'pointer'>[] = [];
  for (const kind of PERSONAL_KINDS)
    for (const { offset, length } of FINDERS[kind](text, country))
      if (!found.some((other) => overlap(other, { offset, length })))
        found.push({ kind, offset, length, certain: isCertain(kind, text.slice(offset, offset + length)) });
  return found
    .sort((a, b) => Number(b.certain) - Number(a.certain) || a.offset - b.offset)
    .slice(0, MOST)
    .sort((a, b) => a.offset - b.offset);
}

/** What keeps a report back unless its sender says why it must stand: what is certain, in the narrative, which others ask to read. */
export function needsOverride(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ pointer, certain }) => certain && pointer === NARRATIVE);
}

export function warningOf({ certain: _certain, ...warning }: Finding): TextWarning {
  return warning;
}

function overlap(one: Stretch, other: Stretch): boolean {
  return one.offset < other.offset + other.length && other.offset < one.offset + one.length;
}
