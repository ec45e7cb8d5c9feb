import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Req, StreamableFile } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { AuditContent, AuditEntry } from '@landbridge/contracts';
import { testEngines } from '@landbridge/engines/testing';
import { IsInt } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import type { Connection } from 'mongoose';
import {
  configureService,
  fastifyAdapter,
  noteForAudit,
  PlatformModule,
  Problem,
  readConfig,
  RequireScope,
  SERVICE_CONFIG,
  ServiceConfig,
} from '../src/index.ts';
import type { ServiceOptions } from '../src/platform.module.ts';
import { FakeDirectory } from '../src/testing.ts';

class Thing {
  @IsInt() value: number;
}

export const MADE = 'f7a0e3f0-0000-4000-8000-00000000000a';

@Controller('v1/reports')
@RequireScope('reports:write', 'operator')
class ExampleController {
  @Post() make(@Body() { value }: Thing) {
    return { id: MADE, value };
  }
  @Put(':id') change(@Param('id') id: string) {
    return { id, name: 'words' };
  }
  @Delete(':id') @HttpCode(204) remove(@Param('id') _id: string) {
    throw new Problem({ type: 'not-found', status: 404, title: 'Nothing here' });
  }
  @Post('bulk') load(@Req() request: FastifyRequest) {
    const counts = { accepted: 0 };
    noteForAudit(request, counts);
    const lines = function* () {
      for (; counts.accepted < 3; counts.accepted += 1) yield 'line\n';
    };
    return new StreamableFile(Readable.from(lines()));
  }
  @Get(':id') look(@Param('id') id: string) {
    if (id !== MADE) throw new Problem({ type: 'not-found', status: 404, title: 'Nothing here' });
    return { id };
  }
}

/** A service of the platform and nothing else, on the test's engines. */
export class ExampleService {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly directory: FakeDirectory,
    readonly namespace: string,
    private readonly folder: string,
  ) {}

  static async start(namespace = `t-${randomBytes(4).toString('hex')}`, over: Partial<ServiceOptions> = {}): Promise<ExampleService> {
    const folder = mkdtempSync(join(tmpdir(), 'landbridge-platform-'));
    writeFileSync(join(folder, 'secret'), randomBytes(32).toString('base64url'), { mode: 0o600 });
    writeFileSync(join(folder, 'clock'), '0');
    const directory = await FakeDirectory.start('ingestion');
    const config = readConfig(ServiceConfig, {
      NAMESPACE: namespace,
      PARTITIONS: '4',
      PUBLIC_URL: 'http://127.0.0.1:1',
      ...(await testEngines()).environment,
      DIRECTORY_URL: directory.url,
      CLIENT_SECRET_FILE: join(folder, 'secret'),
      CLOCK_FILE: join(folder, 'clock'),
      LOG_LEVEL: 'fatal',
    });
    const module = await Test.createTestingModule({
      imports: [PlatformModule.forService({ service: 'ingestion', config: ServiceConfig, ...over })],
      controllers: [ExampleController],
    })
      .overrideProvider(SERVICE_CONFIG)
      .useValue(config)
      .compile();
    const app = configureService(module.createNestApplication<NestFastifyApplication>(fastifyAdapter(), { bufferLogs: true }), 'example');
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return new ExampleService(app, directory, namespace, folder);
  }

  async stop(): Promise<void> {
    await this.app.close();
    this.directory.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async call(token: string | undefined, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object) {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    return this.app.inject({ method, url, headers, ...(body && { payload: body }) });
  }

  get database() {
    const connection = this.app.get<Connection>(getConnectionToken());
    return connection.getClient().db(connection.name);
  }

  get entries() {
    return this.database.collection<AuditEntry>('audit-entries');
  }

  /** Moves the clock, and waits until those who write the audit have seen it. @param offset in milliseconds */
  async moveClock(offset: number): Promise<void> {
    writeFileSync(join(this.folder, 'clock'), String(offset));
    await sleep(1_100);
  }

  /** What was put on record since, in its order. */
  async recorded(after = 0): Promise<AuditContent[]> {
    const entries = await this.entries.find().sort({ number: 1 }).toArray();
    return entries.slice(after).map(({ content }) => content!);
  }
}
