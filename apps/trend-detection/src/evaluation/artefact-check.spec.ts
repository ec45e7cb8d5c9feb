import { describe, expect, it } from '@jest/globals';
import type { Counted } from '../counting/contribution.ts';
import type { Series } from '../counting/series.ts';
import { artefactsOf } from './artefact-check.ts';
import { WEEK as GRAIN } from './grain.ts';
import type { Told } from './rises.ts';

const WEEK = 20_514;
const WEEKS = 52;
const FROM = WEEK - 7 * (WEEKS - 1);
const HOME: Series = 'exploitation:RO';

/** One report of so many persons in each of some weeks, the last ones. */
function reports(organisation: string, series: readonly Series[], weeks: number, victim = 1, ago = 0): Counted[] {
  return Array.from({ length: weeks }, (_, i) => WEEK - 7 * (ago + i)).map((week) => ({
    organisation,
    kind: 'police',
    attribution: 'named',
    country: 'RO',
    cell: 'clear',
    series: ['total:all', ...series],
    grain: 'day',
    recorded: week,
    occurred: week,
    accepted: week,
    amounts: { reports: 1, victim },
  }));
}

const times = (number: number, made: () => Counted[]) => Array.from({ length: number }, made).flat();
const lead = (over: Partial<Told> = {}): Told => ({
  series: HOME, measure: 'reports', method: 'sparse', buckets: 4, observed: 36, expected: 4, bound: 9, ...over,
}); // prettier-ignore
const flags = (told: Told, ...all: Counted[][]) => artefactsOf(told, WEEK, { grain: GRAIN, from: FROM }, all.flat());

describe('what could explain a change otherwise', () => {
  const before = [...reports('police', [HOME], 48, 1, 4), ...reports('police', [], 12, 1, 4), ...reports('shelter', [HOME], 20, 1, 4)];

  it('is a campaign where an organisation reports more of everything, most of which is what rises', () => {
    const [more, beside] = [times(9, () => reports('police', [HOME], 4)), times(2, () => reports('police', [], 4))];
    expect(flags(lead(), before, more, beside)).toContain('campaign');
    expect(flags(lead(), before, more)).not.toContain('campaign');
  });

  it('is told in the measure of the change: more persons a report are more of everything, too', () => {
    const [more, beside] = [reports('police', [HOME], 4, 9), reports('police', [], 1, 9)];
    const victims = lead({ measure: 'victim' });
    expect(flags(victims, before, more, beside)).toContain('campaign');
    expect(flags(victims, before, more, reports('police', [], 1))).not.toContain('campaign');
  });
});
