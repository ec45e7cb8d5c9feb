import { createHash } from 'node:crypto';
import { scriptsAmong } from '@landbridge/detection';
import { weekOf } from '../counting/calendar.ts';
import type { CountedReport } from '../counting/contribution.ts';
import type { Series } from '../counting/series.ts';
import { MINIMUM, toRise, type Year } from './pattern.ts';
import type { Rise } from './rises.ts';

/** Weeks that narratives are compared over. */
const SCRIPT_WEEKS = 26;

/** Narratives that are nearly the same, from several organisations. */
export function spreadingScripts(year: Year): Rise[] {
  const { week, reports } = year;
  const signed = reports
    .flatMap(({ signature, ...report }) => (signature === undefined ? [] : [{ ...report, signature }]))
    .filter(({ recorded }) => weekOf(recorded) > week - 7 * SCRIPT_WEEKS)
    .sort((a, b) => a.recorded - b.recorded || (a.report < b.report ? -1 : 1));
  const byId = new Map(signed.map((report) => [report.report, report]));
  const found = scriptsAmong(signed.map(({ report, organisation, signature }) => ({ id: report, organisation, signature: numbersOf(signature) }))); // prettier-ignore
  return found.flatMap(({ members }): Rise[] => {
    const own = members.flatMap((id) => byId.get(id) ?? []);
    const [first] = own;
    if (first === undefined || own.length < MINIMUM || !own.some(({ recorded }) => weekOf(recorded) === week)) return [];
    const buckets = (week - weekOf(first.recorded)) / 7 + 1;
    const stays = (rest: readonly CountedReport[]) => new Set(rest.map(({ organisation }) => organisation)).size > 1;
    const pattern = { kind: 'spreading-script', series: nameOf(first.signature), method: 'similar-narratives', buckets } as const;
    return [toRise({ ...pattern, expected: 0, own, stays }, year)];
  });
}

/**
 * A script is named by the signature of its first narrative, and not by that report's id: ids travel, so that whoever holds one could find out
 * whether a report stands behind a trend. Signatures are made with the network's key and shown to nobody, so their digest tells nobody
 * anything; and it stays as it is from week to week, and where an equal text takes the place of the first one.
 */
function nameOf(signature: string): Series {
  return `script:${createHash('sha256').update(`script ${signature}`).digest('hex').slice(0, 16)}`;
}

function numbersOf(signature: string): Uint32Array {
  const bytes = Buffer.from(signature, 'base64');
  return Uint32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readUInt32LE(4 * i));
}
