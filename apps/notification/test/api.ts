import type { OrganisationState, TopicName } from '@landbridge/contracts';
import type { FakeDirectory } from '@landbridge/platform/testing';
import { Agent, fetch } from 'undici';
import type { Hook } from './receiver.ts';

export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

export interface Subscribed {
  id: string;
  secret: string;
}

/** What the service answers to organisations, their people and the operator. */
export class Api {
  private readonly connections = new Agent();

  /** @param url where the service listens now */
  constructor(
    private readonly url: () => string,
    private readonly directory: FakeDirectory,
  ) {}

  close(): Promise<void> {
    return this.connections.destroy();
  }

  async isReady(url = this.url()): Promise<boolean> {
    return (await fetch(`${url}/health/ready`, { dispatcher: this.connections }).catch(() => undefined))?.ok === true;
  }

  /** As Prometheus reads them. */
  async metrics(): Promise<string> {
    return (await fetch(`${this.url()}/metrics`, { dispatcher: this.connections })).text();
  }

  /** @param person who asks for the organisation; left out, a machine does */
  async call(
    organisation: string,
    method: string,
    path: string,
    body?: unknown,
    scope = 'subscriptions',
    person?: string,
  ): Promise<Answer> {
    const token = await this.directory.token(organisation, scope, person);
    const answer = await fetch(`${this.url()}${path}`, {
      method,
      dispatcher: this.connections,
      headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
  }

  /** What the operator of the network reads. */
  async operator(path: string): Promise<Record<string, unknown>> {
    return (await this.call('operator', 'GET', `/v1/operator/${path}`, undefined, 'operator')).body;
  }

  /** @param person who subscribes for the organisation; left out, a machine does */
  async subscribe({ id }: OrganisationState, { url }: Hook, over: Record<string, unknown> = {}, person?: string): Promise<Subscribed> {
    const wish = { url, events: ['report.accepted', 'report.revised', 'report.withdrawn'], purpose: 'prevention', ...over };
    const { status, body } = await this.call(id, 'POST', '/v1/subscriptions', wish, 'subscriptions', person);
    if (status !== 201) throw new Error(`Not subscribed: ${JSON.stringify(body)}`);
    return { id: String(body['id']), secret: String(body['secret']) };
  }

  async deliveries({ id }: OrganisationState, query = ''): Promise<Record<string, unknown>[]> {
    return (await this.call(id, 'GET', `/v1/deliveries?limit=500${query}`)).body['deliveries'] as Record<string, unknown>[];
  }

  /** Whether the only delivery of an organisation was attempted and waits for another attempt. */
  async waitsAgain(organisation: OrganisationState): Promise<boolean> {
    const [delivery] = await this.deliveries(organisation, '&state=waiting');
    return Number(delivery?.['attempts'] ?? 0) > 0;
  }

  /** What is in the inbox of an organisation's machines, or of one of its people. */
  async inbox({ id }: OrganisationState, query = '', person?: string): Promise<{ items: Record<string, unknown>[]; next?: string }> {
    const { status, body } = await this.call(id, 'GET', `/v1/inbox?${query}`, undefined, 'reports:read', person);
    if (status !== 200) throw new Error(`No inbox: ${JSON.stringify(body)}`);
    return body as unknown as { items: Record<string, unknown>[]; next?: string };
  }

  /** How the service reads a topic. */
  async consumes(topic: TopicName): Promise<Record<string, unknown>> {
    const { topics } = await this.operator('messaging');
    return (topics as Record<string, unknown>[]).find((each) => each['topic'] === topic) ?? {};
  }
}
