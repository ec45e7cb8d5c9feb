import { isCertain } from './certainty.ts';
import { FINDERS, PERSONAL_KINDS, type PersonalKind, type Stretch } from './finders.ts';

/** Something in a text that looks like a person's data. It says where, never what. */
export interface PersonalText extends Stretch {
  readonly kind: PersonalKind;
  /** It is a person's data beyond reasonable doubt. */
  readonly certain: boolean;
}

/** More findings in one text than this say nothing new. */
const MOST = 50;

/**
 * Looks for what may tell who somebody is. It looks for patterns, and cannot find every name.
 * @param country ISO code of the numbering plan for telephone numbers without a country code
 * @returns at most 50 findings, in their order; where there are more, those that are certain come first
 */
export function checkText(text: string, country?: string): PersonalText[] {
  const found: PersonalText[] = [];
  for (const kind of PERSONAL_KINDS)
    for (const { offset, length } of FINDERS[kind](text, country))
      if (!found.some((other) => overlap(other, { offset, length })))
        found.push({ kind, offset, length, certain: isCertain(kind, text.slice(offset, offset + length)) });
  return found
    .sort((a, b) => Number(b.certain) - Number(a.certain) || a.offset - b.offset)
    .slice(0, MOST)
    .sort((a, b) => a.offset - b.offset);
}

/** What a place in a text is taken for, in words for whoever wrote it: never the text itself. */
export function placeOf({ kind, offset, length }: Omit<PersonalText, 'certain'>): string {
  return `From character ${offset} on, ${length} long, stands what looks like a person’s data (${kind}). Take it out.`;
}

function overlap(one: Stretch, other: Stretch): boolean {
  return one.offset < other.offset + other.length && other.offset < one.offset + one.length;
}
