import { expect, it } from '@jest/globals';
import { Controller, Get, Query } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { IsBoolean, IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { fastifyAdapter } from './bootstrap.ts';
import { describeApi } from './openapi.ts';

class ColourQuery {
  @IsIn(['red', 'green']) colour: 'red' | 'green';
  @IsOptional() @IsInt() @Min(1) @Max(200) limit?: number;
  @IsOptional() @IsBoolean() bright?: boolean;
  @IsOptional() @Matches(/^[a-z]+$/) shade?: string;
}

@Controller('v1/colours')
class ColoursController {
  @Get()
  list(@Query() _: ColourQuery): void {
    // described, not called
  }
}

it('describes query parameters by their types and their values', async () => {
  const module = await Test.createTestingModule({ controllers: [ColoursController] }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(fastifyAdapter());
  describeApi(app, 'test');
  await app.init();
  const document = (await app.inject('/openapi.json')).json<{ paths: Record<string, { get: { parameters: { name: string }[] } }> }>();
  await app.close();
  const parameters = document.paths['/v1/colours']?.get.parameters.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  expect(parameters).toEqual([
    { name: 'bright', in: 'query', required: false, schema: { type: 'boolean' } },
    { name: 'colour', in: 'query', required: true, schema: { type: 'string', enum: ['red', 'green'] } },
    { name: 'limit', in: 'query', required: false, schema: { type: 'number' } },
    { name: 'shade', in: 'query', required: false, schema: { type: 'string' } },
  ]);
});
