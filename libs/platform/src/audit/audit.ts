import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { SERVICE_NAME } from '../tokens.ts';
import { type AuditDraft, contentOf } from './audit-draft.ts';
import { StrandWriter } from './strand-writer.ts';
import { Strands } from './strands.ts';

/** Puts on record what was done. Requests that change something, and refusals, are there without it; reads are not. */
@Injectable()
export class Audit implements OnApplicationBootstrap {
  private readonly writer: StrandWriter;

  constructor(
    strands: Strands,
    @Inject(SERVICE_NAME) private readonly service: string,
  ) {
    this.writer = new StrandWriter(strands);
  }

  /** A strand begins with the start of its process, so that none goes missing unseen. */
  async onApplicationBootstrap(): Promise<void> {
    await this.record({ actor: { by: 'service', service: this.service }, action: 'service.started' });
  }

  /**
   * Several entries lie together in their order.
   * @returns their ids, once they are durable; before that, nobody is to be answered
   * @throws Problem 503 when the store does not take them in time
   * @throws RangeError when an entry holds something else than ids and codes
   */
  async record(...drafts: readonly AuditDraft[]): Promise<string[]> {
    return drafts.length === 0 ? [] : this.writer.append(drafts.map(contentOf));
  }
}
