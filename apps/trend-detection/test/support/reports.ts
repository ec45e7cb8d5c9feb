import { MEANS, PURPOSES, SUBSECTORS, LURES, PLATFORM_TYPES, ISIC_SECTIONS, type StructuredReport } from '@landbridge/contracts';
import { structuredReport } from '@landbridge/contracts/testing';
import { Chance } from '../../src/counting/model/random-log.ts';

const ORIGINS = ['RO', 'BG', 'HU', 'NG', 'UA', 'MA', 'CO', 'CN', 'VN', 'AL', 'FR', 'DE'];
const DESTINATIONS = ['DE', 'FR', 'IT', 'ES', 'SE', 'NL', 'BE', 'AT', 'GB', 'PL', 'GR', 'PT'];
const CELLS: StructuredReport['marking'][] = [
  { tlp: 'clear' },
  { tlp: 'green', communities: ['practitioners'] },
  { tlp: 'green', communities: ['law-enforcement'] },
  { tlp: 'amber', communities: ['law-enforcement', 'practitioners'] },
  { tlp: 'amber', communities: ['research'] },
];
const DAY = 86_400_000;

/** Reports of a busy network, some 15 series each, over a year until the given instant. Few are common, most are rare. */
export function busyNetwork(seed: number, count: number, until: Date): StructuredReport[] {
  const chance = new Chance(seed);
  const rare = <T>(list: readonly T[]): T => list[Math.floor(list.length * chance.fraction() ** 2)] ?? chance.pick(list);
  const organisations = Array.from({ length: 24 }, (_, i) => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`);
  return Array.from({ length: count }, (_, i) => {
    const recorded = new Date(until.getTime() - Math.floor(chance.fraction() * 365 * DAY));
    const observed = new Date(recorded.getTime() - Math.floor(chance.fraction() ** 2 * 90 * DAY)).toISOString().slice(0, 10);
    const origin = rare(ORIGINS);
    return structuredReport({
      id: `10000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
      contributor: { id: chance.pick(organisations), kind: 'ngo', country: rare(DESTINATIONS), regime: 'gdpr' },
      purposes: [rare(PURPOSES)],
      sectors: [{ section: rare(ISIC_SECTIONS), subsector: rare(SUBSECTORS) }],
      means: [...new Set([rare(MEANS), rare(MEANS)])],
      recruitment: { platformType: rare(PLATFORM_TYPES), lure: rare(LURES) },
      modusOperandi: [`tag-${chance.whole(1, 60)}`],
      where: { citizenships: [origin], origin, exploitation: rare(DESTINATIONS) },
      quantities: [{ unit: 'victim', value: chance.whole(1, 4) }],
      observed: { from: observed, to: observed, precision: 'day' },
      marking: chance.pick(CELLS),
      recordedAt: recorded.toISOString(),
      acceptedAt: recorded.toISOString(),
    });
  });
}
