import { type CanActivate, type ExecutionContext, Inject, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { ServiceConfig } from '../config.ts';
import { type Caller, callerIn } from '../identity/caller.ts';
import { Problem } from '../problem.ts';
import { SERVICE_CONFIG } from '../tokens.ts';

const ONLY_READS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];
const SECONDS = 60;

const NEVER_LIMITED = 'landbridge:never-limited';
type IsNeverLimited = (body: unknown) => boolean;

/** Requests to this route are never refused for being many. @param which only those with such a body */
export const NeverLimited = (which: IsNeverLimited = () => true) => SetMetadata(NEVER_LIMITED, which);

/** Keeps one organisation from writing so much in this instance that others wait. It goes after the guard that says who calls. */
@Injectable()
export class WriteLimitGuard implements CanActivate {
  private readonly writes: RateLimiterMemory;

  constructor(
    private readonly reflector: Reflector,
    @Inject(SERVICE_CONFIG) { WRITES_PER_MINUTE }: Pick<ServiceConfig, 'WRITES_PER_MINUTE'>,
  ) {
    this.writes = new RateLimiterMemory({ points: WRITES_PER_MINUTE, duration: SECONDS });
  }

  /** @throws Problem 429 */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const caller = callerIn(request);
    if (!caller || ONLY_READS.includes(request.method)) return true;
    if (this.reflector.get<IsNeverLimited | undefined>(NEVER_LIMITED, context.getHandler())?.(request.body)) return true;
    await this.writes.consume(writerOf(caller)).catch((refusal: unknown) => {
      throw refusal instanceof RateLimiterRes ? this.tooMany(refusal) : refusal;
    });
    return true;
  }

  private tooMany({ msBeforeNext }: RateLimiterRes): Problem {
    const seconds = Math.max(1, Math.ceil(msBeforeNext / 1_000));
    return new Problem({
      type: 'too-many-writes',
      status: 429,
      title: 'Too many requests that write',
      detail: `Your organisation may make ${this.writes.points} in a minute here. Nothing was done; send it again in ${seconds} s.`,
      headers: { 'retry-after': String(seconds) },
    });
  }
}

/** All who act for an organisation are one. */
function writerOf(caller: Caller): string {
  return caller.kind === 'organisation' ? caller.organisation.id : caller.clientId;
}
