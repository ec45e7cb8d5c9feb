import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Violation } from '@landbridge/contracts';
import { PolicyStale } from '@landbridge/messaging';
import type { FastifyReply } from 'fastify';
import { MongoNetworkError, MongoServerSelectionError, MongoNotConnectedError } from 'mongodb';

export interface ProblemDetails {
  /** Short name of the kind of problem; becomes a URI under PROBLEM_BASE. */
  readonly type: string;
  readonly status: number;
  /** The same for every problem of the kind. */
  readonly title: string;
  /** What is wrong here and how to mend it. Never content of the request. */
  readonly detail?: string;
  readonly errors?: readonly Violation[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Members of the kind of problem (RFC 9457, 3.2). */
  readonly members?: Readonly<Record<string, unknown>>;
}

export const PROBLEM_BASE = 'https://landbridge.network/problems/';

/** An error that the caller is told of, as RFC 9457 says. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(readonly details: ProblemDetails) {
    super(`${details.status} ${details.type}`);
  }
}

/** Turns every error into `application/problem+json`, once for all services. What is not the caller's fault is logged and told without detail. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error;
    const problem = toProblem(error);
    if (problem.status >= 500)
      this.logger.error({
        problem: problem.type,
        kind: nameOf(error),
        stack: error instanceof Error ? stackWithoutMessage(error) : undefined,
      });
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { type, headers, members, ...rest } = problem;
    void reply
      .status(problem.status)
      .headers({ ...headers, 'content-type': 'application/problem+json' })
      .send(JSON.stringify({ type: PROBLEM_BASE + type, ...rest, ...members }));
  }
}

function toProblem(error: unknown): ProblemDetails {
  if (error instanceof Problem) return error.details;
  if (error instanceof PolicyStale)
    return {
      type: 'policy-stale',
      status: 503,
      title: 'The state of the network is not known well enough',
      detail: error.message,
      headers: { 'retry-after': '3' },
    };
  if (isOutage(error))
    return {
      type: 'store-unreachable',
      status: 503,
      title: 'A store is unreachable',
      detail: 'Nothing was changed. Try again.',
      headers: { 'retry-after': '5' },
    };
  const status = error instanceof HttpException ? error.getStatus() : clientStatus(error);
  return KNOWN[status] ?? (status < 500 ? { type: 'bad-request', status, title: 'The request cannot be served' } : UNEXPECTED);
}

/** Fastify's own refusals carry a status; their messages may quote the request and are not passed on. */
function clientStatus(error: unknown): number {
  const status: unknown = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

function isOutage(error: unknown): boolean {
  return (
    error instanceof MongoNetworkError ||
    error instanceof MongoServerSelectionError ||
    error instanceof MongoNotConnectedError ||
    nameOf(error) === 'MongooseServerSelectionError'
  );
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : typeof error);

/** A message may hold what was being stored; the places in the code do not. */
function stackWithoutMessage(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .join('\n');
}

const UNEXPECTED: ProblemDetails = {
  type: 'unexpected',
  status: 500,
  title: 'Something went wrong here',
  detail: 'It has been logged. Nothing half done was kept.',
};

const KNOWN: Readonly<Record<number, ProblemDetails>> = {
  400: {
    type: 'unreadable',
    status: 400,
    title: 'The request cannot be read',
    detail: 'The body is not the JSON that its content type promises, or a parameter is malformed.',
  },
  401: {
    type: 'not-authenticated',
    status: 401,
    title: 'Who is asking?',
    detail: 'Send a valid access token of this network.',
    headers: { 'www-authenticate': 'Bearer' },
  },
  403: { type: 'forbidden', status: 403, title: 'Not allowed', detail: 'The token does not allow this.' },
  404: { type: 'not-found', status: 404, title: 'Nothing here', detail: 'There is no such thing, or it is not for you.' },
  405: { type: 'method-not-allowed', status: 405, title: 'Not this method' },
  413: {
    type: 'too-large',
    status: 413,
    title: 'The body is too large',
    detail: 'One report is at most 64 kB; send many with POST /v1/reports/bulk.',
  },
  415: {
    type: 'unsupported-media-type',
    status: 415,
    title: 'This content type is not read here',
    detail: 'See /openapi.json for the types of each route.',
  },
};
