import { Problem } from '../problem.ts';
import { checkText, placeOf } from './text-check.ts';

/** Texts of a request, by their places in it (RFC 6901). */
export type TextsByPlace = Readonly<Record<string, string | undefined>>;

/** Places told of one request. */
const MOST = 20;

/**
 * For words that need nobody's data, such as those on a trend or a way of doing it: what is a person's data beyond reasonable doubt is not
 * taken, whatever the reason. What only may be is taken, because a check that stops what is ordinary is not read.
 * @throws Problem 422 that says where, never what
 */
export function requireImpersonal(texts: TextsByPlace): void {
  const errors = Object.entries(texts).flatMap(([pointer, text = '']) =>
    checkText(text)
      .filter(({ certain }) => certain)
      .map((place) => ({ pointer, detail: placeOf(place) })),
  );
  if (errors.length === 0) return;
  throw new Problem({
    type: 'personal-data',
    status: 422,
    title: 'The text tells who somebody is',
    detail: 'Nothing was taken. Take out what errors point at, and send it again: say what is done, never who did it or to whom.',
    errors: errors.slice(0, MOST),
  });
}

/** The texts of a list. @param pointer of the list */
export function textsOf(pointer: string, texts: readonly string[]): TextsByPlace {
  return Object.fromEntries(texts.map((text, i) => [`${pointer}/${i}`, text]));
}
