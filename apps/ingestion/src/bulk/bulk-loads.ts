import { Injectable } from '@nestjs/common';
import { Problem } from '@landbridge/platform';
import { IngestionConfig } from '../ingestion.config.ts';

/** All organisations together: each load may hold two chunks of 4 MB of lines, and several times that as objects. */
const IN_ALL = 12;

/** How many bulk loads run in this instance. */
@Injectable()
export class BulkLoads {
  private readonly running = new Map<string, number>();

  constructor(private readonly config: IngestionConfig) {}

  /**
   * @returns what ends the load
   * @throws Problem 429 when the organisation has as many as it may have, 503 when all together have
   */
  begin(organisation: string): () => void {
    const running = this.running.get(organisation) ?? 0;
    if (running >= this.config.BULK_LOADS)
      throw new Problem({
        type: 'too-many-loads',
        status: 429,
        title: 'Too many bulk loads at once',
        detail: `Your organisation may have ${this.config.BULK_LOADS} running. Wait for one to end, or put several files into one body.`,
        headers: { 'retry-after': '10' },
      });
    const all = [...this.running.values()].reduce((sum, each) => sum + each, 0);
    if (all >= IN_ALL)
      throw new Problem({
        type: 'busy',
        status: 503,
        title: 'Too many bulk loads at once',
        detail: 'As many bulk loads are running as this service bears. Nothing was taken; try again.',
        headers: { 'retry-after': '10' },
      });
    this.running.set(organisation, running + 1);
    return () => this.end(organisation);
  }

  private end(organisation: string): void {
    const left = (this.running.get(organisation) ?? 1) - 1;
    if (left > 0) this.running.set(organisation, left);
    else this.running.delete(organisation);
  }
}
