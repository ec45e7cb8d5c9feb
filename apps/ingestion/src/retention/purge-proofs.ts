import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { KeyedDigests } from '../keys/keyed-digests.ts';
import type { PurgeDocument } from './purge.document.ts';
import type { PurgeAnswer } from './retention.bodies.ts';

/** Proofs as they are given away, sealed, so that this network knows its own again when a backup has forgotten them. */
@Injectable()
export class PurgeProofs {
  constructor(private readonly digests: KeyedDigests) {}

  answerOf(purge: PurgeDocument): PurgeAnswer {
    const { _id: id, waitedFor, ...rest } = purge;
    return { id, ...rest, waitedFor: [...waitedFor], seal: this.sealOf(purge) };
  }

  /** @returns nothing for what was not given away as it stands */
  read({ id, seal, ...rest }: PurgeAnswer): PurgeDocument | undefined {
    const purge = { _id: id, ...rest };
    const [given, own] = [Buffer.from(seal), Buffer.from(this.sealOf(purge))];
    return given.length === own.length && timingSafeEqual(given, own) ? purge : undefined;
  }

  private sealOf(purge: PurgeDocument): string {
    return this.digests.ofContent({ purge });
  }
}
