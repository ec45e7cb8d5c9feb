import { expect } from '@jest/globals';
import type { ReportInput } from '@landbridge/contracts';
import { reportInput } from '@landbridge/contracts/testing';
import type { Member } from './member.ts';
import { type Answer, type Received, TestService } from './service.ts';

const INVESTIGATION = { 'landbridge-purpose': 'investigation' };
export const ASKS = { tlp: 'amber' as const, communities: ['law-enforcement'], handling: ['H2' as const] };

export const report = (over: Partial<ReportInput> = {}) => reportInput({ marking: ASKS, ...over });
export const problemOf = ({ status, body }: Answer) => [status, String(body['type']).split('/').at(-1)];

/** Those who ask for access to an owner's reports, and the calls with which they do. */
export class AccessCalls {
  private constructor(
    readonly service: TestService,
    readonly owner: Member,
    readonly police: Member,
    readonly other: Member,
    readonly stranger: Member,
    /** On `cooperation`, as they come. */
    readonly events: readonly Received[],
  ) {}

  static async start(): Promise<AccessCalls> {
    const service = await TestService.start();
    return new AccessCalls(
      service,
      await service.member({ kind: 'police', communities: ['law-enforcement'], clearance: 'red' }),
      await service.member({ kind: 'police', country: 'FI', communities: ['law-enforcement'] }),
      await service.member({ kind: 'police', country: 'NO', communities: ['law-enforcement'] }),
      await service.member({ kind: 'police', communities: [] }),
      await service.listen('cooperation'),
    );
  }

  async submitted(over: Partial<ReportInput> = {}): Promise<string> {
    const { status, body } = await this.owner.submit(report(over));
    expect(status).toBe(201);
    return String(body['id']);
  }

  ask(who: Member, id: string, body: object = { purpose: 'investigation', reason: 'The same van was seen here.' }): Promise<Answer> {
    return who.call('POST', `/v1/reports/${id}/access-requests`, body);
  }

  async open(who = this.police, over: Partial<ReportInput> = {}): Promise<{ id: string; request: string }> {
    const id = await this.submitted(over);
    const answer = await this.ask(who, id);
    expect(answer.status).toBe(201);
    return { id, request: String(answer.body['id']) };
  }

  decide(who: Member, request: string, decision: string, note?: string): Promise<Answer> {
    return who.call('POST', `/v1/access-requests/${request}/decision`, { decision, ...(note !== undefined && { note }) });
  }

  async seen(who: Member, id: string): Promise<unknown> {
    const { body } = await who.call('GET', `/v1/reports/${id}`, undefined, INVESTIGATION);
    return body['visibility'] ?? body['state'] ?? body['status'];
  }

  told(request: string): Received[] {
    return this.events.filter(({ key }) => key === request);
  }
}
