import type { IncomingMessage } from 'node:http';
import type { Params } from 'nestjs-pino';
import { RequestMethod } from '@nestjs/common';

interface LoggedRequest {
  readonly id: unknown;
  readonly method: string;
  readonly url: string;
}

/** One line a request: method, path, status, time. No headers, queries or bodies: they may hold what must not be in a log. */
export function loggerParams(service: string, level: string): Params {
  return {
    pinoHttp: {
      level,
      base: { service },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      autoLogging: { ignore: isWatching },
      serializers: {
        req: ({ id, method, url }: LoggedRequest) => ({ id, method, path: loggedPath(url) }),
        res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
        err: (error: Error) => ({ kind: error.name }),
      },
    },
    forRoutes: [{ path: '{*path}', method: RequestMethod.ALL }],
  };
}

/** Of a path only what we have named ourselves: words of ours, and UUIDs. Somebody may ask for a report by the number of its case. */
export function loggedPath(url: string): string {
  const [path = ''] = url.split('?', 1);
  return path
    .split('/')
    .map((part) => (OURS.test(part) ? part : '…'))
    .join('/');
}

const OURS = /^(?:|v\d|[a-z][a-z-]*(?:\.json)?|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Probes and scrapes come every few seconds and say nothing. A middleware's `url` lacks what it is mounted at. */
function isWatching(request: IncomingMessage & { readonly originalUrl?: string }): boolean {
  const path = request.originalUrl ?? request.url ?? '';
  return path.startsWith('/health/') || path === '/metrics';
}
