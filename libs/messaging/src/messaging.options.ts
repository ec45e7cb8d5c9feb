import type { FetchPolicyState } from './policy/policy-record.ts';

/** How a service proves to Kafka who it is. */
export type KafkaIdentity =
  | { readonly by: 'password'; readonly username: string; readonly password: string }
  /** A token of directory, asked for at each connection and again before a session ends. */
  | { readonly by: 'token'; readonly token: () => Promise<string> }
  /** Not at all: for a Kafka that asks nobody. */
  | { readonly by: 'nothing' };

/** What a service says about its part in the network. */
export interface MessagingOptions {
  /** Name of the service: its consumer group, its transactional ids, the sender of its heartbeats. */
  readonly service: string;
  /** First part of all names in Kafka. */
  readonly namespace: string;
  readonly kafkaBrokers: readonly string[];
  readonly kafkaIdentity: KafkaIdentity;
  /** Certificates, in PEM, of those who may have signed the brokers'. Left out, connections are not encrypted. */
  readonly kafkaAuthorities?: string;
  /** Makes topics and rights, where the others wait until they are there. */
  readonly administers: boolean;
  /** Partitions of every topic of the network that has not one. Never changed under a running generation. */
  readonly partitions: number;
  /** Copies that Kafka keeps. Default 1. */
  readonly replication?: number;
  /** Partitions handled at once by this instance. Default 4. */
  readonly concurrency?: number;
  /** Most bytes that a handler gets at once. Default 16 MiB. */
  readonly windowBytes?: number;
  /** How long events are gathered, in milliseconds, until half a window is full: each window costs its handler's store much the same. Default 2,000. */
  readonly gatherMs?: number;
  /** Reads the policy context. Left out, the service has none, and consumers do not wait for it. */
  readonly policy?: { /** Asks directory for what Kafka did not bring in time. */ readonly fetchState: FetchPolicyState };
}

export const MESSAGING_OPTIONS = Symbol('messaging-options');
