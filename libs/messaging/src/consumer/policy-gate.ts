import { Inject, Injectable } from '@nestjs/common';
import type { KafkaMessage } from 'kafkajs';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging.options.ts';
import { PolicyContext } from '../policy/policy-context.ts';

/** An event may be judged by a policy that this instance does not have yet; it waits so long for it, and no longer. */
const WAIT_MS = 2_000;

@Injectable()
export class PolicyGate {
  constructor(
    private readonly policy: PolicyContext,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  /** Waits until the policy context is as new as what the producers of the records knew. */
  async pass(records: readonly KafkaMessage[]): Promise<void> {
    if (!this.options.policy) return;
    const needed = records.reduce((highest, { headers }) => Math.max(highest, Number(String(headers?.['ce_policysequence'] ?? 0)) || 0), 0);
    if (needed > this.policy.sequence()) await this.policy.waitFor(needed, WAIT_MS);
  }
}
