import { several } from '../progress-bar.ts';
import type { Finding } from './finding.ts';
import type { ServiceVerdict } from './service-check.ts';

/** What was found in one service, for people. */
export function verdictLines(service: string, { entries, strands, roots, purged, unsealed, findings }: ServiceVerdict): string[] {
  const size = `${several(entries, 'entry', 'entries')} in ${several(strands, 'strand')}, ${several(roots, 'root')}`;
  return [
    `${service}: ${size}: ${findings.length === 0 ? 'whole' : 'NOT AS PUT ON RECORD'}`,
    ...findings.map((finding) => `  ${service}, ${placeOf(finding)}: ${finding.what}: ${finding.detail}`),
    ...(unsealed > 0
      ? [`  ${several(unsealed, 'entry', 'entries')} since the last root ${unsealed === 1 ? 'is' : 'are'} not sealed yet`]
      : []),
    ...(purged > 0 ? [`  ${several(purged, 'entry', 'entries')} were purged: only that they were there can be verified`] : []),
  ];
}

function placeOf({ in: place, number }: Finding): string {
  if (place === 'store') return 'store';
  if (place === 'roots') return `root ${number}`;
  return `strand ${place.strand}, ${number === 0 ? 'its beginning' : `number ${number}`}`;
}
