import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { AuditDraft } from './audit-draft.ts';
import { Audit } from './audit.ts';
import { Bursts } from './bursts.ts';

const LOOK_MS = 5_000;

/** Who was refused what, and with which status or reason: what is alike in all of these is one kind. */
export type Refusal = Pick<AuditDraft, 'actor' | 'action' | 'route' | 'owner' | 'details'>;

/** Puts on record who was refused what: in each minute the first ten of a kind one by one, and how many more there were. */
@Injectable()
export class Refusals implements OnModuleInit, OnModuleDestroy {
  private readonly bursts = new Bursts<Refusal>();
  private looking: NodeJS.Timeout | undefined;

  constructor(private readonly audit: Audit) {}

  onModuleInit(): void {
    this.looking = setInterval(() => void this.tellUntold().catch(() => undefined), LOOK_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.looking);
    await this.tellUntold(Infinity).catch(() => undefined);
  }

  /**
   * @param more what differs from one to the next; of those that are counted it is not told
   * @throws Problem 503 when it cannot be put on record; before that, nobody is to be answered
   */
  async record(kind: Refusal, more: Pick<AuditDraft, 'objects' | 'details'> = {}): Promise<void> {
    if (!this.bursts.admit(kind)) return;
    await this.audit.record({ ...kind, ...more, outcome: 'refused', details: { ...kind.details, ...more.details } });
  }

  /** Tells how many there were in the minute that has ended. @param now in milliseconds */
  async tellUntold(now = Date.now()): Promise<void> {
    await this.audit.record(
      ...this.bursts.untold(now).map(({ kind, count }) => ({ ...kind, outcome: 'refused', details: { ...kind.details, count } }) as const),
    );
  }
}
