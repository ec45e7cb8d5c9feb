import type { ModusOperandiAct, ModusOperandiStatus } from '@landbridge/contracts';
import { Problem } from '@landbridge/platform';

type Moves = Readonly<Partial<Record<ModusOperandiAct, ModusOperandiStatus>>>;

/** What may be done to an entry in each status, and the status that it has then. */
export const MOVES: Readonly<Record<ModusOperandiStatus, Moves>> = {
  proposed: {
    revised: 'proposed',
    translated: 'proposed',
    disputed: 'proposed',
    'dispute-decided': 'proposed',
    absorbed: 'proposed',
    validated: 'validated',
    merged: 'merged',
    retired: 'retired',
  },
  validated: {
    revised: 'validated',
    translated: 'validated',
    disputed: 'validated',
    'dispute-decided': 'validated',
    absorbed: 'validated',
    merged: 'merged',
    retired: 'retired',
  },
  merged: { followed: 'merged' },
  retired: {},
};

/** @throws Problem 409 for what is not done to an entry in this status */
export function statusAfter(status: ModusOperandiStatus, act: ModusOperandiAct): ModusOperandiStatus {
  const next = MOVES[status][act];
  if (next) return next;
  throw new Problem({ type: 'not-in-this-status', status: 409, title: 'The entry is beyond that', detail: BEYOND[status] });
}

const BEYOND: Readonly<Record<ModusOperandiStatus, string>> = {
  proposed: 'It is proposed only. GET it, and see what can be done.',
  validated: 'It is validated already. Change its words with PUT, or retire it.',
  merged: 'It was merged. GET it to be shown the entry that it was merged into, and change that one.',
  retired: 'It was retired, and stays as it was. Propose what is new about it under another tag.',
};
