import type { ReportInput } from '@landbridge/contracts';
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

/** Goes with every answer that carries warnings: their absence proves nothing. */
export const CANNOT_FIND_ALL =
  'This check looks for patterns. It cannot find every name or every other sign of a person: read the text again, and revise the report if it tells who somebody is.';

/** More findings in one text than this say nothing new. */
const MOST = 50;

/**
 * Looks for what may tell who somebody is. It warns only; the report is taken all the same.
 * @returns at most 50 findings for each text, in their order
 */
export function checkTexts(report: Pick<ReportInput, 'narrative' | 'references' | 'where'>): TextWarning[] {
  const country = report.where?.exploitation;
  const texts = [
    ...(report.narrative === undefined ? [] : [{ pointer: '/narrative', text: report.narrative }]),
    ...(report.references ?? []).map((text, i) => ({ pointer: `/references/${i}`, text })),
  ];
  return texts.flatMap(({ pointer, text }) => checkText(text, country).map((found) => ({ pointer, ...found })));
}

/** @param country ISO code of the numbering plan for telephone numbers without a country code */
export function checkText(text: string, country?: string): ({ readonly kind: PersonalKind } & Stretch)[] {
  const found: ({ readonly kind: PersonalKind } & Stretch)[] = [];
  for (const kind of PERSONAL_KINDS)
    for (const stretch of FINDERS[kind](text, country))
      if (!found.some((other) => overlap(other, stretch))) found.push({ kind, ...stretch });
  return found.sort((a, b) => a.offset - b.offset).slice(0, MOST);
}

function overlap(one: Stretch, other: Stretch): boolean {
  return one.offset < other.offset + other.length && other.offset < one.offset + one.length;
}
