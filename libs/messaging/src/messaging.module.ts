import { type DynamicModule, type FactoryProvider, type INestApplication, Module, type Provider } from '@nestjs/common';
import { ConsumerReport } from './consumer/consumer-report.ts';
import { ConsumerStatus } from './consumer/consumer-status.ts';
import { DeadLetters } from './consumer/dead-letters.ts';
import { EventConsumer } from './consumer/event-consumer.ts';
import { Generations } from './consumer/generations.ts';
import { KafkaEventServer } from './consumer/kafka-event-server.ts';
import { Openings } from './consumer/openings.ts';
import { PolicyGate } from './consumer/policy-gate.ts';
import { Positions } from './consumer/positions.ts';
import { Verdicts } from './consumer/verdicts.ts';
import { WindowRunner } from './consumer/window-runner.ts';
import { KafkaClients } from './kafka.ts';
import { MessagingHealth } from './messaging-health.ts';
import { MessagingMetrics } from './messaging-metrics.ts';
import { MESSAGING_OPTIONS, type MessagingOptions } from './messaging.options.ts';
import { MessagingRuntime } from './messaging-runtime.ts';
import { Outbox } from './outbox/outbox.ts';
import { OutboxPublisher } from './outbox/outbox-publisher.ts';
import { OutboxStatus } from './outbox/outbox-status.ts';
import { BroadcastReader } from './policy/broadcast-reader.ts';
import { Heartbeats } from './policy/heartbeats.ts';
import { PolicyContext } from './policy/policy-context.ts';
import { PolicyStore } from './policy/policy-store.ts';
import { ReplayRequests } from './replay/replay-requests.ts';
import { ReplaySource } from './replay/replay-source.ts';
import { MessagingStore } from './store.ts';
import { Topics } from './topics.ts';

export type MessagingOptionsFactory = Pick<FactoryProvider<MessagingOptions>, 'inject' | 'useFactory'>;

const PUBLIC = [Outbox, OutboxStatus, ConsumerStatus, DeadLetters, ReplaySource, PolicyContext, Heartbeats, MessagingHealth];

const INTERNAL = [
  KafkaClients, MessagingStore, MessagingMetrics, MessagingRuntime, Topics, OutboxPublisher, PolicyStore, BroadcastReader, ReplayRequests,
  Generations, Positions, Verdicts, Openings, WindowRunner, PolicyGate, ConsumerReport, EventConsumer, KafkaEventServer,
]; // prettier-ignore

/** Everything a service needs to send and to take events. Global; it uses the default mongoose connection. */
@Module({})
export class MessagingModule {
  static forRoot(options: MessagingOptions): DynamicModule {
    return build({ provide: MESSAGING_OPTIONS, useValue: options });
  }

  static forRootAsync({ inject = [], useFactory }: MessagingOptionsFactory): DynamicModule {
    return build({ provide: MESSAGING_OPTIONS, inject, useFactory });
  }
}

function build(options: Provider): DynamicModule {
  return { module: MessagingModule, global: true, providers: [options, ...PUBLIC, ...INTERNAL], exports: PUBLIC };
}

/** Gives the `@OnEvents` handlers of the application their events, from `app.startAllMicroservices()` on. */
export function connectKafkaConsumer(app: INestApplication): void {
  app.connectMicroservice({ strategy: app.get(KafkaEventServer, { strict: false }) });
}
