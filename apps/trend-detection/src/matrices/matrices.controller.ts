import { CurrentCaller, PURPOSE_HEADER, RequireScope, type Caller } from '@landbridge/platform';
import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiForms } from '../csv/api-forms.ts';
import { answerIn, csvOf } from '../csv/csv.ts';
import { ApiPurpose } from '../figures/api-purpose.ts';
import { MatrixAnswer, MatrixQuery } from './matrices.bodies.ts';
import { MatricesService } from './matrices.service.ts';

@ApiTags('matrices')
@ApiBearerAuth()
@RequireScope('trends:read', 'operator')
@Controller('v1/matrices')
export class MatricesController {
  constructor(private readonly matrices: MatricesService) {}

  /** Two dimensions against each other, in the reports recorded in some days. As CSV: one line a cell, and then the totals. */
  @Get()
  @ApiPurpose()
  @ApiForms(MatrixAnswer)
  async read(
    @CurrentCaller() caller: Caller,
    @Query() query: MatrixQuery,
    @Headers(PURPOSE_HEADER) stated: string | undefined,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MatrixAnswer | string> {
    return answerIn(reply, { format: query.format, accept }, 'matrix', await this.matrices.read(caller, query, stated), matrixCsv);
  }
}

/** A total has no code in the dimension that it is taken over. */
function matrixCsv({ rows, columns, reports, cells, rowTotals, columnTotals }: MatrixAnswer): string {
  const lines = [
    ...cells.map((cell) => ({ kind: 'cell', [rows]: cell.row, [columns]: cell.column, reports: cell.reports })),
    ...rowTotals.map((total) => ({ kind: 'row-total', [rows]: total.value, reports: total.reports })),
    ...columnTotals.map((total) => ({ kind: 'column-total', [columns]: total.value, reports: total.reports })),
    { kind: 'total', reports },
  ];
  return csvOf(lines, ['kind', rows, columns, 'reports']);
}
