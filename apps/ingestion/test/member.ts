import type { OrganisationState } from '@landbridge/contracts';
import type { Answer, TestService } from './service.ts';

export interface BulkLine {
  readonly line: number;
  readonly status: 'accepted' | 'alreadyHeld' | 'rejected';
  readonly id?: string;
  readonly errors?: { pointer: string; detail: string }[];
  readonly warnings?: object[];
}

/** Calls as one organisation. */
export class Member {
  constructor(
    private readonly service: TestService,
    readonly organisation: OrganisationState,
    private readonly token: string,
  ) {}

  get authorization(): Record<string, string> {
    return { authorization: `Bearer ${this.token}` };
  }

  call(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> {
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    return this.service.send(method, path, { ...this.authorization, ...type, ...headers }, body === undefined ? '' : JSON.stringify(body));
  }

  submit(report: object, headers: Record<string, string> = {}): Promise<Answer> {
    return this.call('POST', '/v1/reports', report, headers);
  }

  async bulk(
    body: string | Buffer,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; lines: BulkLine[]; summary: Record<string, unknown>; text: string }> {
    const answer = await this.service.send(
      'POST',
      '/v1/reports/bulk',
      { ...this.authorization, 'content-type': 'application/x-ndjson', ...headers },
      body,
    );
    const parsed = answer.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    return {
      status: answer.status,
      text: answer.text,
      lines: parsed.filter((line) => 'line' in line) as unknown as BulkLine[],
      summary: parsed.at(-1) ?? {},
    };
  }
}

export const ndjson = (reports: readonly object[]) => reports.map((report) => `${JSON.stringify(report)}\n`).join('');
