import { badVerdict } from '../reports/refused-request.ts';
import { REFUSALS, refusalOf } from '../refusals/refusals.ts';

/**
 * Looks for what may not be passed on in any words.
 * @throws Problem 422
 */
export function requireShareable(pointer: string, words: string): void {
  const ground = refusalOf(words);
  if (ground) throw badVerdict({ kind: 'refused', ground, errors: [{ pointer, detail: REFUSALS[ground].whereToTurn }] });
}
