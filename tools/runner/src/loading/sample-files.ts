import { sampleReports, type SampleAction, type SampleOptions } from '@landbridge/sample-network';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, rmSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { sumsOf, type UnitSums } from './quantities.ts';

export type FollowUp = Extract<SampleAction, { action: 'correct' | 'withdraw' }>;

/** What one organisation of the sample sends, in its order. */
export interface OrganisationFile {
  readonly organisation: string;
  /** NDJSON, one submission a line. */
  readonly file: string;
  /** By line, from 0. */
  readonly submissions: { readonly externalId: string; readonly sums: UnitSums; readonly flawed: boolean }[];
  readonly followUps: FollowUp[];
}

/** Writes the sample into one file for each organisation, so that memory does not grow with the reports themselves. */
export async function writeSample(folder: string, options: SampleOptions): Promise<OrganisationFile[]> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const open = new Map<string, OrganisationFile & { stream: WriteStream }>();
  for (const action of sampleReports(options)) {
    const { organisation } = action;
    let own = open.get(organisation);
    if (!own) {
      const file = join(folder, `${organisation}.ndjson`);
      own = { organisation, file, submissions: [], followUps: [], stream: createWriteStream(file, { mode: 0o600 }) };
      open.set(organisation, own);
    }
    if (action.action !== 'submit') own.followUps.push(action);
    else {
      const flawed = 'flaw' in action;
      own.submissions.push({ externalId: action.externalId, sums: 'flaw' in action ? {} : sumsOf(action.report), flawed });
      if (!own.stream.write(`${JSON.stringify(action.report)}\n`)) await once(own.stream, 'drain');
    }
  }
  for (const { stream } of open.values()) {
    stream.end();
    await once(stream, 'close');
  }
  return [...open.values()].map(({ organisation, file, submissions, followUps }) => ({ organisation, file, submissions, followUps }));
}
