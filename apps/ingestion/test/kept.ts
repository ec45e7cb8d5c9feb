import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import type { ReportInput } from '@landbridge/contracts';
import { reportInput } from '@landbridge/contracts/testing';
import type { Member } from './member.ts';
import { type Answer, type Received, TestService } from './service.ts';

export const DAY = 24 * 3600 * 1000;
const PREVENTION = { 'landbridge-purpose': 'prevention' };

export const secret = () => `unspeakable-${randomUUID()}`;
export const hold = (over: object = {}) => ({ reason: 'court-order', until: new Date(Date.now() + 100 * DAY).toISOString(), ...over });
export const problemOf = ({ status, body }: Answer) => [status, String(body['type']).split('/').at(-1)];

/** What is kept of an owner's reports, with the calls that keep and destroy. */
export class Kept {
  private constructor(
    readonly service: TestService,
    readonly owner: Member,
    readonly reader: Member,
    /** On `reports`, as they come. */
    readonly events: readonly Received[],
  ) {}

  static async start(): Promise<Kept> {
    const service = await TestService.start();
    return new Kept(service, await service.member(), await service.member(), await service.listen('reports'));
  }

  async submitted(over: Partial<ReportInput> = {}): Promise<string> {
    const { status, body } = await this.owner.submit(reportInput(over));
    expect(status).toBe(201);
    return String(body['id']);
  }

  operator(method: string, path: string, body?: object): Promise<Answer> {
    return this.service.as('operator', 'operator', method, path, body);
  }

  read(who: Member, id: string): Promise<Answer> {
    return who.call('GET', `/v1/reports/${id}`, undefined, PREVENTION);
  }

  async stateOf(id: string): Promise<unknown> {
    return (await this.owner.call('GET', `/v1/reports/${id}`)).body['state'];
  }

  ask(externalId: string): Promise<Answer> {
    return this.owner.call('POST', '/v1/subject-requests', { kind: 'erasure', externalId, received: '2026-03-10' });
  }

  close(request: Answer, outcome: string): Promise<Answer> {
    return this.owner.call('POST', `/v1/subject-requests/${String(request.body['id'])}/outcome`, { outcome });
  }

  async erase(externalId: string): Promise<void> {
    expect((await this.close(await this.ask(externalId), 'erased')).status).toBe(200);
  }

  /** All that the store has of a report, by collection. */
  async traces(id: string): Promise<Record<string, Record<string, unknown>[]>> {
    const { database } = this.service;
    const names = (await database.listCollections().toArray()).map(({ name }) => name);
    const found = await Promise.all(
      names.map(async (name) => {
        const all = await database.collection(name).find().toArray();
        return [name, all.filter((document) => JSON.stringify(document).includes(id))] as const;
      }),
    );
    return Object.fromEntries(found.filter(([, documents]) => documents.length > 0));
  }

  /** A report with everything that can hang on one. */
  async rich(): Promise<{ id: string; externalId: string }> {
    const externalId = secret();
    const marking = { tlp: 'green' as const, communities: ['practitioners'], handling: ['H2' as const] };
    const id = await this.submitted({ narrative: secret(), references: ['r'], externalIds: [externalId], marking });
    await this.owner.call('PUT', `/v1/reports/${id}`, reportInput({ narrative: secret(), marking }), { 'if-match': '"1"' });
    expect((await this.read(this.reader, id)).body).toEqual({ id, state: 'restricted' });
    const asked = await this.reader.call('POST', `/v1/reports/${id}/access-requests`, { purpose: 'prevention', reason: secret() });
    expect(asked.status).toBe(201);
    return { id, externalId };
  }
}
