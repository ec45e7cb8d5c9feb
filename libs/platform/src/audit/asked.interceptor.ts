import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { USE_PURPOSES } from '@landbridge/contracts';
import type { FastifyRequest } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { callerIn } from '../identity/caller.ts';
import { PURPOSE_HEADER } from '../identity/use-purpose.ts';
import { actorIn } from './actor.ts';
import { Audit } from './audit.ts';
import { rememberAct } from './audited-act.ts';
import { objectsIn, routeOf } from './request-objects.ts';

const CHANGES: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * A request that changes something is on record before its handler runs: if the process is killed between the act and the answer, it is
 * known who asked for what. What came of it, `AuditedAnswers` records.
 */
@Injectable()
export class AskedInterceptor implements NestInterceptor {
  constructor(private readonly audit: Audit) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!CHANGES.has(request.method) || !callerIn(request)) return next.handle();
    const purpose = USE_PURPOSES.find((known) => known === request.headers[PURPOSE_HEADER]);
    const [asked = ''] = await this.audit.record({
      actor: actorIn(request),
      action: 'request.asked',
      route: routeOf(request),
      objects: objectsIn(request, false),
      ...(purpose && { purpose }),
    });
    const act = rememberAct(request, asked);
    return next.handle().pipe(
      tap((body: unknown) => {
        if (typeof body === 'object' && body !== null && 'id' in body && typeof body.id === 'string') act.made = body.id;
      }),
    );
  }
}
