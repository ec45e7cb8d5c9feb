import { pipeline, Readable, Transform } from 'node:stream';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { AuditOutcome } from '@landbridge/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerIn } from '../identity/caller.ts';
import { PROBLEM_BASE } from '../problem.ts';
import { actorIn } from './actor.ts';
import { Audit } from './audit.ts';
import { actIn, type AuditedAct } from './audited-act.ts';
import { Refusals } from './refusals.ts';
import { objectsIn, routeOf } from './request-objects.ts';

type Done = (error: Error | null, payload?: unknown) => void;

/** Puts on record what came of each request that changes something, and each refusal, before the answer goes out. */
@Injectable()
export class AuditedAnswers implements OnModuleInit {
  private readonly logger = new Logger('Audit');

  constructor(
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    private readonly audit: Audit,
    private readonly refusals: Refusals,
  ) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance();
    server.addHook('onSend', (request, reply, payload, done: Done) => this.beforeAnswer(request, reply, payload, done));
  }

  private beforeAnswer(request: FastifyRequest, reply: FastifyReply, payload: unknown, done: Done): void {
    const act = actIn(request);
    // the answer that says that it could not be put on record comes by here as well
    const open = act ? !act.answered : isRefusal(request, reply);
    if (!open) {
      done(null, payload);
      return;
    }
    if (act) act.answered = true;
    if (act && payload instanceof Readable) {
      done(null, this.endOnRecord(request, reply, act, payload));
      return;
    }
    const recorded = act ? this.answered(request, reply, act, payload) : this.refused(request, reply, payload);
    recorded.then(() => done(null, payload), done);
  }

  private async answered(request: FastifyRequest, { statusCode }: FastifyReply, act: AuditedAct, payload: unknown): Promise<void> {
    const problem = problemIn(payload, statusCode);
    await this.audit.record({
      actor: actorIn(request),
      action: 'request.answered',
      route: routeOf(request),
      objects: objectsIn(request, statusCode < 400, act.made),
      outcome: outcomeOf(statusCode),
      details: { asked: act.asked, status: statusCode, ...(problem !== undefined && { problem }), ...act.notes },
    });
  }

  private async refused(request: FastifyRequest, { statusCode: status }: FastifyReply, payload: unknown): Promise<void> {
    const problem = problemIn(payload, status);
    await this.refusals.record(
      { actor: actorIn(request), action: 'request.refused', route: routeOf(request), details: { status } },
      { objects: objectsIn(request, false), ...(problem !== undefined && { details: { problem } }) },
    );
  }

  /** An answer that comes in pieces ends only when it is on record, with what was counted by then. */
  private endOnRecord(request: FastifyRequest, reply: FastifyReply, act: AuditedAct, answer: Readable): Readable {
    const record = () => this.answered(request, reply, act, undefined);
    const held = new Transform({
      transform: (piece, _encoding, done) => done(null, piece),
      flush: (done) => void record().then(() => done(), done),
    });
    pipeline(answer, held, (error) => {
      if (!error) return;
      act.notes = { ...act.notes, cut: true };
      record().catch(() => this.logger.warn({ audit: 'cut answer not on record' }));
    });
    return held;
  }
}

/** What is not for this caller is answered as if it were not there; who calls is known then. */
function isRefusal(request: FastifyRequest, { statusCode }: FastifyReply): boolean {
  return statusCode === 401 || statusCode === 403 || (statusCode === 404 && callerIn(request) !== undefined);
}

function outcomeOf(status: number): AuditOutcome {
  if (status >= 500) return 'failed';
  return status >= 400 ? 'refused' : 'done';
}

/** The short name of the kind of problem that is answered. */
function problemIn(payload: unknown, status: number): string | undefined {
  if (status < 400 || typeof payload !== 'string') return undefined;
  const [, type] = /^\{"type":"([^"]+)"/.exec(payload) ?? [];
  return type?.startsWith(PROBLEM_BASE) ? type.slice(PROBLEM_BASE.length) : undefined;
}
