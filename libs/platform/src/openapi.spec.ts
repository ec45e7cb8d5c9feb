import { afterEach, describe, expect, it } from '@jest/globals';
import { IsDay } from '@landbridge/contracts';
import { Controller, Get, Query } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { fastifyAdapter } from './bootstrap.ts';
import { describeApi } from './openapi.ts';

class PageAsked {
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit: number = 50;
}

class LettersAsked extends PageAsked {
  @IsIn(['open', 'closed']) state: string;
  @IsOptional() @Matches(/^[a-z]+$/) cursor?: string;
  @IsOptional() @IsBoolean() urgent?: boolean;
  @IsOptional() @IsDay() since?: string;
}

@Controller('letters')
class LettersController {
  @Get()
  list(@Query() asked: LettersAsked): LettersAsked {
    return asked;
  }
}

describe('the OpenAPI document', () => {
  let app: NestFastifyApplication;
  afterEach(() => app.close());

  it('says of each parameter what it takes, also of those of a class above', async () => {
    const module = await Test.createTestingModule({ controllers: [LettersController] }).compile();
    app = module.createNestApplication<NestFastifyApplication>(fastifyAdapter());
    describeApi(app, 'letters');
    await app.init();
    const { paths } = (await app.inject('/openapi.json')).json<{ paths: Record<string, { get: { parameters: { name: string }[] } }> }>();
    const parameters = paths['/letters']?.get.parameters.sort((a, b) => (a.name < b.name ? -1 : 1));
    const optional = { in: 'query', required: false };
    expect(parameters).toEqual([
      { ...optional, name: 'cursor', schema: { type: 'string', pattern: '^[a-z]+$' } },
      { ...optional, name: 'limit', schema: { type: 'integer', minimum: 1, maximum: 200 } },
      { ...optional, name: 'since', schema: { type: 'string', pattern: expect.any(String) } },
      { in: 'query', required: true, name: 'state', schema: { type: 'string', enum: ['open', 'closed'] } },
      { ...optional, name: 'urgent', schema: { type: 'boolean' } },
    ]);
  });
});
