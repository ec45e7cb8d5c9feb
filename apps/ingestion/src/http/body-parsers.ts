import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { Problem } from '@landbridge/platform';
import { CSV, NDJSON } from '../bulk/bulk.request.ts';
import { LINE_LIMIT } from '../bulk/row.ts';
import { readJson, Unreadable } from '../reports/plain-json.ts';

const JSON_TYPE = 'application/json';

/** How bodies are read: JSON checked for UTF-8, depth and size; files as they stream in, because no limit holds for the whole of them. */
@Injectable()
export class BodyParsers implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost<FastifyAdapter>) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance();
    // Fastify reads plain text as well, which nothing here takes
    server.removeContentTypeParser([JSON_TYPE, 'text/plain']);
    server.addContentTypeParser<Buffer>(JSON_TYPE, { parseAs: 'buffer', bodyLimit: LINE_LIMIT }, (_request, bytes, done) => {
      try {
        done(null, bytes.length === 0 ? undefined : readJson(bytes));
      } catch (error) {
        done(error instanceof Unreadable ? unreadable(error) : new Error('The body could not be parsed.', { cause: error }));
      }
    });
    server.addContentTypeParser([NDJSON, CSV], (_request, stream, done) => done(null, stream));
  }
}

function unreadable({ message }: Unreadable): Problem {
  return new Problem({ type: 'unreadable', status: 400, title: 'The request cannot be read', detail: message });
}
