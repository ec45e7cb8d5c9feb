import { Injectable } from '@nestjs/common';
import { BaseRpcContext, type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { TOPIC_NAMES, type TopicName } from '@landbridge/contracts';
import { isObservable, lastValueFrom } from 'rxjs';
import { EventConsumer } from './event-consumer.ts';
import { KAFKA_EVENTS, type OnEventsOptions } from './on-events.ts';
import type { Subscription } from './subscription.ts';

/** The transport through which Nest's handlers get events. It starts at once; Kafka may come later. */
@Injectable()
export class KafkaEventServer extends Server<Record<string, never>> implements CustomTransportStrategy {
  override transportId = KAFKA_EVENTS;
  override readonly propagatesEventHandlerErrors = true;

  constructor(private readonly consumer: EventConsumer) {
    super();
  }

  listen(callback: (error?: unknown) => void): void {
    try {
      this.consumer.start([...this.messageHandlers].map(([topic, handler]) => this.subscriptionOf(topic, handler)));
      callback();
    } catch (error) {
      callback(error);
    }
  }

  close(): Promise<void> {
    return this.consumer.stop();
  }

  on(): never {
    throw new Error('This transport has no events of its own.');
  }

  unwrap(): never {
    throw new Error('This transport has no public client; use the doors of libs/messaging.');
  }

  private subscriptionOf(pattern: string, handler: MessageHandler): Subscription {
    const topic = TOPIC_NAMES.find((name) => name === pattern);
    if (!topic) throw new Error(`There is no topic ${pattern}.`);
    if (handler.next) throw new Error(`Two handlers of this service take ${topic}. Give it one, which calls both.`);
    const options: unknown = handler.extras;
    if (!isOptions(options)) throw new Error(`The handler of ${topic} is not declared with @OnEvents.`);
    return { topic, options, call: (batch, session) => this.call(topic, handler, batch, session) };
  }

  private call(topic: TopicName, handler: MessageHandler, batch: unknown, session: unknown): Promise<unknown> {
    // Nest's hooks may not hand on what their callback answers or throws
    return new Promise((resolve, reject) => {
      const run = async (end: () => void) => {
        try {
          const answer: unknown = await handler(batch, session);
          resolve(isObservable(answer) ? await lastValueFrom(answer, { defaultValue: undefined }) : answer);
        } catch (error) {
          reject(error instanceof Error ? error : new Error('A handler threw something that is no error.', { cause: error }));
        } finally {
          end();
        }
      };
      this.runWithProcessingHooks(new BaseRpcContext([topic]), run);
    });
  }
}

function isOptions(options: unknown): options is OnEventsOptions {
  return typeof options === 'object' && options !== null && 'effect' in options;
}
