import { sampleReports, type SampleAction } from '@landbridge/sample-network';
import { sampleSeed } from '../sample-organisations.ts';

type Good = Extract<SampleAction, { action: 'submit' }> & { flaw?: never };

/** A report as a line of NDJSON, and whose it is. */
export interface ReportLine {
  readonly organisation: string;
  readonly line: Buffer;
}

/** Good reports of the sample network. */
export function reportLines(reports: number): ReportLine[] {
  const lines: ReportLine[] = [];
  // a few of the sample's are bad on purpose
  for (const action of sampleReports({ seed: sampleSeed, reports: Math.max(500, Math.ceil(reports * 1.1)), until: new Date() })) {
    if (lines.length === reports) break;
    if (isGood(action)) lines.push({ organisation: action.organisation, line: lineOf(action.report) });
  }
  return lines;
}

/** Different narratives; more would only take time to make. */
const NARRATIVES = 200;
/** Of a long narrative, in characters. */
const LENGTH = 8_000;

/** Reports with long narratives, made one by one until they come to that many bytes. */
export function* longLines(megabytes: number): Generator<Buffer> {
  const models = [...sampleReports({ seed: sampleSeed, reports: 500, until: new Date() })].filter(isGood).slice(0, NARRATIVES);
  let left = megabytes * 1_000_000;
  for (let number = 0; left > 0; number++) {
    const { narrative = 'Nothing more was written down.', ...report } = models[number % models.length]?.report ?? {};
    const line = lineOf({ ...report, narrative: narrative.padEnd(LENGTH, `${narrative} `), externalIds: [`long-${number}`] });
    left -= line.length;
    yield line;
  }
}

const isGood = (action: SampleAction): action is Good => action.action === 'submit' && !('flaw' in action);
const lineOf = (report: object) => Buffer.from(`${JSON.stringify(report)}\n`);
