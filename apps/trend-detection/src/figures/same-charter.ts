import { isDeepStrictEqual } from 'node:util';
import type { Charter } from '@landbridge/contracts';

/** Whether two charters admit the same organisations to read for the same purpose, in whatever order they say so. */
export function sameCharter(one: Charter, other: Charter): boolean {
  return isDeepStrictEqual(inOrder(one), inOrder(other));
}

function inOrder({ countries, ...charter }: Charter): object {
  const { admits, regimes } = charter;
  return { ...charter, admits: [...admits].sort(), regimes: [...regimes].sort(), ...(countries && { countries: [...countries].sort() }) };
}
