import { isClassified } from './classified.ts';
import { leadsToImageryOfMinors } from './imagery-of-minors.ts';
import { tellsOfSuspiciousTransactionReport } from './suspicious-transaction.ts';

/** What is never taken. Nothing of it is kept but that, where and why it was refused. */
export const REFUSALS = {
  'imagery-of-minors': {
    found: leadsToImageryOfMinors,
    whereToTurn:
      'Sexual imagery of minors, a link to it, or any picture is not taken. Report it to your national hotline of INHOPE (https://inhope.org), or as police to Europol through SIENA, and do not copy or send it. Here, tell in words what was seen.',
  },
  classified: {
    found: isClassified,
    whereToTurn:
      'EU-classified information, or its national equivalent, is not taken. Use your national channel for classified information, or SIENA at its level; ask the originator for a version without classification.',
  },
  'suspicious-transaction': {
    found: tellsOfSuspiciousTransactionReport,
    whereToTurn:
      'Content of a suspicious-transaction report, or that one was made, is not taken: passing it on would be tipping off. Turn to your financial intelligence unit (FIU). Here, state the financial indicators only.',
  },
} as const satisfies Record<string, { found: (text: string) => boolean; whereToTurn: string }>;

export type RefusalKind = keyof typeof REFUSALS;
const KINDS = Object.keys(REFUSALS) as RefusalKind[];

/** @returns the gravest ground on which the text is never taken */
export function refusalOf(text: string): RefusalKind | undefined {
  return KINDS.find((kind) => REFUSALS[kind].found(text));
}

/** Every text in a parsed body, names of fields included: what may not be kept is looked for before anything else is said of it. */
export function textsIn(plain: unknown, depth = 0): string {
  if (typeof plain === 'string') return plain;
  if (typeof plain !== 'object' || plain === null || depth > DEEP) return '';
  return Object.entries(plain)
    .map(([name, value]) => `${Array.isArray(plain) ? '' : `${name}\n`}${textsIn(value, depth + 1)}`)
    .join('\n');
}

const DEEP = 50;
