import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { MongooseModule } from '@nestjs/mongoose';
import { TerminusModule } from '@nestjs/terminus';
import { MessagingModule } from '@landbridge/messaging';
import type { Connection } from 'mongoose';
import { LoggerModule } from 'nestjs-pino';
import { AuditModule } from './audit/audit.module.ts';
import { Clock, StoreClock } from './clock.ts';
import { type ConfigClass, readConfig, readCredentialFile, readSecretFile, type ServiceConfig } from './config.ts';
import { Cursors } from './cursors.ts';
import { HealthController } from './health.controller.ts';
import { AuthGuard } from './identity/auth.guard.ts';
import { Readers } from './identity/readers.ts';
import { ServiceClient } from './identity/service-client.ts';
import { TokenVerifier } from './identity/token-verifier.ts';
import { kafkaOptions } from './kafka-options.ts';
import { WriteLimitGuard } from './limits/write-limit.guard.ts';
import { loggerParams } from './logging.ts';
import { MessagingController } from './operator/messaging.controller.ts';
import { fetchPolicyState } from './policy-state.ts';
import { ReplaysController } from './replays.controller.ts';
import { SERVES_WHILE_STUCK, SERVICE_CONFIG, SERVICE_NAME } from './tokens.ts';

export interface ServiceOptions {
  /** The service's name: its database, its consumer group, its client id. */
  readonly service: string;
  readonly config: ConfigClass;
  /** Most bytes of events that a handler gets at once; smaller where each event makes many writes. Default 16 MiB. */
  readonly windowBytes?: number;
  /** Its requests are served as well while a consumer of its cannot go on, so that does not keep them away from it. */
  readonly servesWhileStuck?: boolean;
}

@Module({})
class ServiceModule {
  /** Config, clocks, identity and cursors, for every module of the service. */
  static of({ service, config }: ServiceOptions): DynamicModule {
    const providers = [
      { provide: SERVICE_CONFIG, useFactory: () => readConfig(config, process.env) },
      { provide: config, useExisting: SERVICE_CONFIG },
      { provide: SERVICE_NAME, useValue: service },
      {
        provide: Cursors,
        inject: [SERVICE_CONFIG],
        useFactory: ({ CLIENT_SECRET_FILE: file }: ServiceConfig) => new Cursors(readSecretFile('CLIENT_SECRET_FILE', file)),
      },
      Clock,
      ServiceClient,
      TokenVerifier,
    ];
    return { module: ServiceModule, global: true, providers, exports: providers };
  }
}

/** What every service starts with. The only module of the platform that an app imports. */
@Module({})
export class PlatformModule {
  static forService(options: ServiceOptions): DynamicModule {
    const { service, windowBytes, servesWhileStuck = false } = options;
    return {
      module: PlatformModule,
      global: true,
      imports: [
        ServiceModule.of(options),
        LoggerModule.forRootAsync({
          inject: [SERVICE_CONFIG],
          useFactory: ({ LOG_LEVEL }: ServiceConfig) => loggerParams(service, LOG_LEVEL),
        }),
        MongooseModule.forRootAsync({ inject: [SERVICE_CONFIG], useFactory: (config: ServiceConfig) => storeOptions(config, service) }),
        MessagingModule.forRootAsync({
          inject: [SERVICE_CONFIG, ServiceClient],
          useFactory: (config: ServiceConfig, client: ServiceClient) => ({
            service,
            namespace: config.NAMESPACE,
            ...kafkaOptions(config, client),
            partitions: config.PARTITIONS,
            replication: config.REPLICATION,
            gatherMs: config.GATHER_MS,
            ...(windowBytes !== undefined && { windowBytes }),
            policy: { fetchState: fetchPolicyState(client, config.DIRECTORY_URL) },
          }),
        }),
        TerminusModule.forRoot({ logger: false }),
        AuditModule,
      ],
      controllers: [HealthController, MessagingController, ReplaysController],
      providers: [
        StoreClock,
        Readers,
        { provide: SERVES_WHILE_STUCK, useValue: servesWhileStuck },
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_GUARD, useClass: WriteLimitGuard },
      ],
      exports: [StoreClock, Readers, AuditModule],
    };
  }
}

/** Acknowledged means journaled by a majority, and read means acknowledged. */
function storeOptions({ MONGODB_URI, MONGODB_CREDENTIAL_FILE: credential, NAMESPACE }: ServiceConfig, service: string) {
  const dbName = `${NAMESPACE}-${service}`;
  return {
    uri: MONGODB_URI,
    dbName,
    ...(credential !== undefined && { auth: readCredentialFile('MONGODB_CREDENTIAL_FILE', credential), authSource: 'admin' }),
    writeConcern: { w: 'majority' as const, journal: true },
    readConcern: { level: 'majority' as const },
    serverSelectionTimeoutMS: 5_000,
    lazyConnection: true,
    // before it is open it does not know its name, and who asks for its collections by that name would get those of another database
    connectionFactory: (connection: Connection) => Object.assign(connection, { name: dbName }),
  };
}
