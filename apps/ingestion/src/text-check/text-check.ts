import type { ReportInput } from '@landbridge/contracts';
import { checkText, type PersonalText } from '@landbridge/platform';

/** Something in a report that looks like a person's data. It says where, never what. */
export interface TextWarning extends Omit<PersonalText, 'certain'> {
  /** RFC 6901, into the report as it was sent. */
  readonly pointer: string;
}

type Finding = TextWarning & PersonalText;

const NARRATIVE = '/narrative';

/** Goes with every answer that carries warnings: their absence proves nothing. */
export const CANNOT_FIND_ALL =
  'This check looks for patterns. It cannot find every name or every other sign of a person: read the text again, and revise the report if it tells who somebody is.';

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

/** What keeps a report back unless its sender says why it must stand: what is certain, in the narrative, which others ask to read. */
export function needsOverride(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ pointer, certain }) => certain && pointer === NARRATIVE);
}

export function warningOf({ certain: _certain, ...warning }: Finding): TextWarning {
  return warning;
}
