import type { Caller } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { dayText } from '../counting/calendar.ts';
import { RecordedReports, valuesOf } from '../series/recorded-reports.ts';
import { RouteTally } from './route-graph.ts';
import type { RoutesAnswer, RoutesQuery } from './routes.bodies.ts';

@Injectable()
export class RoutesService {
  constructor(private readonly recorded: RecordedReports) {}

  async read(caller: Caller, asked: RoutesQuery, stated: string | undefined): Promise<RoutesAnswer> {
    const { audience, purpose, minimum } = asked;
    const { span, reports } = await this.recorded.of(caller, asked, stated);
    const tally = new RouteTally();
    for await (const report of reports) if (purpose === undefined || valuesOf(report, 'purpose').includes(purpose)) tally.add(report);
    const { nodes, ...rest } = tally.graph(minimum);
    return {
      audience,
      from: dayText(span.from),
      to: dayText(span.to),
      ...(purpose !== undefined && { purpose }),
      minimum,
      nodes: nodes.map(({ roles, ...node }) => ({ ...node, roles: [...roles] })),
      ...rest,
    };
  }
}
