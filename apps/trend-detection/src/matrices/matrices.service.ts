import { type Caller, Problem } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { dayText } from '../counting/calendar.ts';
import { RecordedReports } from '../series/recorded-reports.ts';
import type { MatrixAnswer, MatrixQuery } from './matrices.bodies.ts';
import { MatrixTally } from './matrix.ts';

const MOST_CELLS = 20_000;

const NOTE =
  'A report with several codes in a dimension counts in several cells, and once in each total, so that cells may add up to more than their totals.';

@Injectable()
export class MatricesService {
  constructor(private readonly recorded: RecordedReports) {}

  async read(caller: Caller, asked: MatrixQuery, stated: string | undefined): Promise<MatrixAnswer> {
    const { audience, rows, columns, minimum } = asked;
    if (rows === columns) throw sameDimension();
    const { span, reports } = await this.recorded.of(caller, asked, stated);
    const tally = new MatrixTally(rows, columns);
    for await (const report of reports) tally.add(report);
    const matrix = tally.matrix(minimum);
    if (matrix.cells.length > MOST_CELLS) throw tooManyCells(matrix.cells.length);
    return { audience, from: dayText(span.from), to: dayText(span.to), rows, columns, minimum, note: NOTE, ...matrix };
  }
}

function sameDimension(): Problem {
  return new Problem({
    type: 'same-dimension',
    status: 400,
    title: 'Rows and columns are the same',
    detail: 'rows and columns must be two different dimensions, such as origin and exploitation.',
  });
}

function tooManyCells(cells: number): Problem {
  return new Problem({
    type: 'too-many-cells',
    status: 400,
    title: 'The matrix is too large',
    detail: `It has ${cells} cells, and an answer at most ${MOST_CELLS}. Ask for a higher minimum, fewer days or coarser dimensions.`,
  });
}
