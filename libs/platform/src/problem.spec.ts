import { describe, expect, it } from '@jest/globals';
import { PolicyStale } from '@landbridge/messaging';
import { Body, Controller, Get, Post, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { IsInt } from 'class-validator';
import { MongoServerSelectionError } from 'mongodb';
import { fastifyAdapter } from './bootstrap.ts';
import { Problem, ProblemFilter } from './problem.ts';
import { validationPipe } from './validation.ts';

class Count {
  @IsInt() value: number;
}

@Controller()
class ExampleController {
  @Post('count') count(@Body() body: Count) {
    return body;
  }
  @Get('refused') refused() {
    throw new Problem({
      type: 'example',
      status: 409,
      title: 'Example',
      detail: 'Do otherwise.',
      headers: { 'retry-after': '1' },
      members: { id: 'x' },
    });
  }
  @Get('broken') broken() {
    throw new Error('a narrative in a message');
  }
  @Get('stale') stale() {
    throw new PolicyStale();
  }
  @Get('outage') outage() {
    throw new MongoServerSelectionError('no server', {} as never);
  }
}

async function start(controller: Type): Promise<NestFastifyApplication> {
  const module = await Test.createTestingModule({ controllers: [controller] }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(fastifyAdapter(), { logger: false });
  app.useGlobalPipes(validationPipe()).useGlobalFilters(new ProblemFilter());
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}

describe('ProblemFilter', () => {
  const json = { 'content-type': 'application/json' };

  it.each([
    ['a field of the wrong type', { method: 'POST', url: '/count', headers: json, payload: '{"value":"x"}' }, 400, 'invalid'],
    ['an unknown field', { method: 'POST', url: '/count', headers: json, payload: '{"value":1,"admin":true}' }, 400, 'invalid'],
    ['a body that is no JSON', { method: 'POST', url: '/count', headers: json, payload: '{"secret' }, 400, 'unreadable'],
    [
      'a body that is too large',
      { method: 'POST', url: '/count', headers: json, payload: JSON.stringify({ value: 'x'.repeat(200_000) }) },
      413,
      'too-large',
    ],
    [
      'a content type that is not read',
      { method: 'POST', url: '/count', headers: { 'content-type': 'text/xml' }, payload: '<a/>' },
      415,
      'unsupported-media-type',
    ],
    ['an unknown route', { method: 'GET', url: '/nothing' }, 404, 'not-found'],
    ['a problem of ours', { method: 'GET', url: '/refused' }, 409, 'example'],
    ['an outage of the store', { method: 'GET', url: '/outage' }, 503, 'store-unreachable'],
    ['a state of the network that is not known well enough', { method: 'GET', url: '/stale' }, 503, 'policy-stale'],
    ['an error of ours', { method: 'GET', url: '/broken' }, 500, 'unexpected'],
  ] as const)('tells %s as RFC 9457 says', async (_title, request, status, type) => {
    const app = await start(ExampleController);
    const answer = await app.inject(request);
    await app.close();
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ type: `https://landbridge.network/problems/${type}`, status });
    expect(answer.body).not.toMatch(/narrative|secret/);
  });

  it('points at the field and passes headers and members on', async () => {
    const app = await start(ExampleController);
    const invalid = await app.inject({ method: 'POST', url: '/count', headers: json, payload: '{"value":"x"}' });
    const refused = await app.inject('/refused');
    await app.close();
    expect(invalid.json()).toMatchObject({ errors: [{ pointer: '/value' }] });
    expect(refused.headers['retry-after']).toBe('1');
    expect(refused.json()).toMatchObject({ id: 'x' });
  });
});
