import type { EventAttributes, StructuredReport } from '@landbridge/contracts';
import { withdrawalOf } from '@landbridge/contracts/testing';

/** An event as a test sends it; `value` for a body that cannot be read. */
export type Sent = Pick<EventAttributes, 'name' | 'subject' | 'revision'> & {
  data: unknown;
  id?: string;
  value?: string;
  partition?: number;
};

/** All was told. */
export const MARKER = { name: 'replay.completed', revision: 1 } as const;

/** The events of a report as its owner sends them. */
export function accepted(report: StructuredReport): Sent {
  const { id: subject, revision } = report;
  return { name: revision === 1 ? 'report.accepted' : 'report.revised', subject, revision, data: { report } };
}

export function withdrawn(report: StructuredReport): Sent {
  const data = { withdrawal: withdrawalOf(report), previous: report };
  return { name: 'report.withdrawn', subject: report.id, revision: report.revision + 1, data };
}

export function narrowed(report: StructuredReport): Sent {
  return { name: 'report.narrowed', subject: report.id, revision: report.revision, data: { report } };
}
