import { randomUUID } from 'node:crypto';
import { structuredReport } from '@landbridge/contracts/testing';
import type { NewEvent } from '../src/index.ts';

/** An event on `reports`, its report made up from the id. */
export function accepted(id: string = randomUUID(), revision = 1, policySequence?: number): NewEvent<'reports'> {
  return {
    topic: 'reports',
    name: revision === 1 ? 'report.accepted' : 'report.revised',
    key: id,
    subject: id,
    revision,
    time: new Date(),
    data: { report: structuredReport({ id, revision }) },
    ...(policySequence === undefined ? {} : { policySequence }),
  };
}
