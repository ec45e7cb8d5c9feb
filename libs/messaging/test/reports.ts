import { randomUUID } from 'node:crypto';
import { structuredReport } from '@landbridge/contracts/testing';
import type { NewEvent } from '../src/index.ts';

/** The report's last event. It tells what the report was, for who needs the difference. */
export function withdrawn(id: string, revision = 2): NewEvent<'reports'> {
  const { contributor, acceptedAt, ...structure } = structuredReport({ id, revision: revision - 1 });
  return {
    topic: 'reports',
    name: 'report.withdrawn',
    key: id,
    subject: id,
    revision,
    time: new Date(),
    data: { withdrawal: { id, revision, contributor, acceptedAt, reason: 'error' }, previous: { ...structure, contributor, acceptedAt } },
  };
}

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
