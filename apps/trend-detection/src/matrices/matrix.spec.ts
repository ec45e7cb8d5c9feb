import { describe, expect, it } from '@jest/globals';
import type { Series } from '../counting/series.ts';
import { MatrixTally } from './matrix.ts';

function tally(...reports: Series[][]): MatrixTally {
  const counted = new MatrixTally('purpose', 'sector');
  for (const series of reports) counted.add({ series });
  return counted;
}

describe('MatrixTally', () => {
  const several: Series[] = ['purpose:begging', 'purpose:forced-labour', 'sector:A', 'sector:F'];
  const one: Series[] = ['purpose:forced-labour', 'sector:A'];

  it('counts a report with several codes in several cells, and once in each total', () => {
    expect(tally(several, one).matrix(1)).toEqual({
      reports: 2,
      cells: [
        { row: 'begging', column: 'A', reports: 1 },
        { row: 'begging', column: 'F', reports: 1 },
        { row: 'forced-labour', column: 'A', reports: 2 },
        { row: 'forced-labour', column: 'F', reports: 1 },
      ],
      rowTotals: [
        { value: 'begging', reports: 1 },
        { value: 'forced-labour', reports: 2 },
      ],
      columnTotals: [
        { value: 'A', reports: 2 },
        { value: 'F', reports: 1 },
      ],
    });
  });

  it('leaves out what has fewer reports than asked for', () => {
    expect(tally(several, one).matrix(2)).toMatchObject({ reports: 2, cells: [{ row: 'forced-labour', column: 'A', reports: 2 }] });
  });

  it('counts nowhere what has no code in one of the dimensions', () => {
    expect(tally(['purpose:begging'], ['sector:A', 'subsector:delivery']).matrix(1)).toMatchObject({
      reports: 0,
      cells: [],
      rowTotals: [],
    });
  });
});
