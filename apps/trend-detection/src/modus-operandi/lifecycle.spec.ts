import { describe, expect, it } from '@jest/globals';
import { MODUS_OPERANDI_ACTS, MODUS_OPERANDI_STATUSES, type ModusOperandiAct, type ModusOperandiStatus } from '@landbridge/contracts';
import { Problem } from '@landbridge/platform';
import { statusAfter } from './lifecycle.ts';

const NO = 409;
/** Every act on an entry of every status: the status that it has then, or that it is refused. */
const TABLE: Readonly<Record<ModusOperandiAct, Readonly<Record<ModusOperandiStatus, ModusOperandiStatus | typeof NO>>>> = {
  proposed: { proposed: NO, validated: NO, merged: NO, retired: NO },
  revised: { proposed: 'proposed', validated: 'validated', merged: NO, retired: NO },
  translated: { proposed: 'proposed', validated: 'validated', merged: NO, retired: NO },
  disputed: { proposed: 'proposed', validated: 'validated', merged: NO, retired: NO },
  'dispute-decided': { proposed: 'proposed', validated: 'validated', merged: NO, retired: NO },
  validated: { proposed: 'validated', validated: NO, merged: NO, retired: NO },
  merged: { proposed: 'merged', validated: 'merged', merged: NO, retired: NO },
  absorbed: { proposed: 'proposed', validated: 'validated', merged: NO, retired: NO },
  followed: { proposed: NO, validated: NO, merged: 'merged', retired: NO },
  retired: { proposed: 'retired', validated: 'retired', merged: NO, retired: NO },
};

describe('the life of an entry', () => {
  it.each(MODUS_OPERANDI_ACTS.flatMap((act) => MODUS_OPERANDI_STATUSES.map((status) => [act, status, TABLE[act][status]] as const)))(
    '%s of what is %s: %s',
    (act, status, expected) => {
      const answer = () => statusAfter(status, act);
      if (expected !== NO) expect(answer()).toBe(expected);
      else expect(answer).toThrow(Problem);
    },
  );
});
