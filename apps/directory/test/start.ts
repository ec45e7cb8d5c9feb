import { connectKafkaConsumer } from '@landbridge/messaging';
import { configureService, fastifyAdapter, PlatformModule, readConfig, SERVICE_CONFIG, ServiceConfig } from '@landbridge/platform';
import { Module, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { DirectoryConfig } from '../src/directory.config.ts';
import { DirectoryModule } from '../src/directory.module.ts';
import { SetupConsole } from '../src/sign-in/setup-console.ts';

/** Starts directory as its main does, with this environment instead of the process's. @param console gets what directory prints for people */
export function startDirectory(environment: Record<string, string>, console?: Pick<SetupConsole, 'say'>): Promise<NestFastifyApplication> {
  return start(DirectoryModule, readConfig(DirectoryConfig, environment), 'directory', console);
}

/** A service that does nothing but know the network. */
@Module({ imports: [PlatformModule.forService({ service: 'ingestion', config: ServiceConfig })] })
class BareService {}

export function startBareService(environment: Record<string, string>): Promise<NestFastifyApplication> {
  return start(BareService, readConfig(ServiceConfig, environment), 'bare service');
}

async function start(
  module: Type,
  config: ServiceConfig,
  title: string,
  console?: Pick<SetupConsole, 'say'>,
): Promise<NestFastifyApplication> {
  const building = Test.createTestingModule({ imports: [module] })
    .overrideProvider(SERVICE_CONFIG)
    .useValue(config);
  if (console) building.overrideProvider(SetupConsole).useValue(console);
  const testing = await building.compile();
  const app = configureService(testing.createNestApplication<NestFastifyApplication>(fastifyAdapter(), { bufferLogs: true }), title);
  connectKafkaConsumer(app);
  await app.listen(config.PORT, config.HOST);
  await app.startAllMicroservices();
  return app;
}
