import type { Charter } from '@landbridge/contracts';

/** Whether two charters admit the same organisations to read for the same purpose, in whatever order they say so. */
export function sameCharter(one: Charter, other: Charter): boolean {
  return charterText(one) === charterText(other);
}

/** The same text for the same charter. */
export function charterText(charter: Charter): string {
  const inOrder = Object.entries(charter)
    .filter(([, value]) => value !== undefined)
    .map(([field, value]): [string, unknown] => [field, Array.isArray(value) ? [...(value as string[])].sort() : value])
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify(inOrder);
}
