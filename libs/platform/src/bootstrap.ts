import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { connectKafkaConsumer } from '@landbridge/messaging';
import { Logger } from 'nestjs-pino';
import { ConfigError, type ServiceConfig } from './config.ts';
import { describeApi } from './openapi.ts';
import { ProblemFilter } from './problem.ts';
import { measureRequests } from './request-metrics.ts';
import { SERVICE_CONFIG } from './tokens.ts';
import { validationPipe } from './validation.ts';

/** One report is at most 64 kB; a JSON body around it a little more. */
const BODY_LIMIT = 128 * 1024;

/** What all services do alike around their module. Tests call it with a testing module's application. */
export function configureService(app: NestFastifyApplication, title: string): NestFastifyApplication {
  app.useLogger(app.get(Logger));
  app.enableShutdownHooks();
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter());
  measureRequests(app.getHttpAdapter().getInstance());
  describeApi(app, title);
  return app;
}

export const fastifyAdapter = () => new FastifyAdapter({ bodyLimit: BODY_LIMIT, routerOptions: { maxParamLength: 500 } });

/** Starts a service and keeps it running until SIGTERM or SIGINT, which drain it. */
export async function runService(module: Type, title: string): Promise<void> {
  try {
    const app = await NestFactory.create<NestFastifyApplication>(module, fastifyAdapter(), { bufferLogs: true, abortOnError: false });
    configureService(app, title);
    connectKafkaConsumer(app);
    const { HOST, PORT } = app.get<ServiceConfig>(SERVICE_CONFIG);
    await app.listen(PORT, HOST);
    await app.startAllMicroservices();
  } catch (error) {
    process.stderr.write(error instanceof ConfigError ? `${error.message}\n` : `${title} did not start: ${String(error)}\n`);
    process.exitCode = 1;
    setTimeout(() => process.exit(), 2000).unref();
  }
}
