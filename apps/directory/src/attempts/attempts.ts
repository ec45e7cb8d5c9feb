import { type KeyRing } from '@landbridge/platform';
import { Inject, Injectable } from '@nestjs/common';
import { PEOPLE_KEYS } from '../people/people-keys.ts';
import { AttemptsRepository } from './attempts.repository.ts';

/** How many attempts are free, how long the next one waits, and how long at most; each failure doubles the wait. */
export interface BackOff {
  readonly free: number;
  readonly firstMs: number;
  readonly longestMs: number;
}

/** By a sign-in name, by one of its known browsers, by where it comes from; and invitations to names that are taken, by organisation. */
export type Counted = 'name' | 'device' | 'address' | 'inviter';

/** Somebody mistypes; somebody tries out. */
export const BY_NAME: BackOff = { free: 5, firstMs: 30_000, longestMs: 3600_000 };
/** A whole office may come from one address. */
export const BY_ADDRESS: BackOff = { free: 50, firstMs: 10_000, longestMs: 3600_000 };
/** Administrators mistype and invite twice; who tries out names learns that they are taken. */
export const BY_INVITER: BackOff = { free: 20, firstMs: 60_000, longestMs: 3600_000 };
const BACK_OFFS: Readonly<Record<Counted, BackOff>> = { name: BY_NAME, device: BY_NAME, address: BY_ADDRESS, inviter: BY_INVITER };
/** A name that was quiet for so long begins anew. An address, by which a whole office comes, is never quiet: it does so long after its first failure. */
const FORGOTTEN_MS = 24 * 3600_000;
const RACES = 20;

/** How long nobody is let try after so many failures in a row. */
export function waitAfter(failures: number, { free, firstMs, longestMs }: BackOff): number {
  return failures < free ? 0 : Math.min(longestMs, firstMs * 2 ** (failures - free));
}

/** Counts attempts before they are looked at, so that many at once are not more than many one by one. */
@Injectable()
export class Attempts {
  constructor(
    private readonly attempts: AttemptsRepository,
    @Inject(PEOPLE_KEYS) private readonly keys: KeyRing,
  ) {}

  /** Whether it is time to try again; nothing is counted. */
  async isOpen(kind: Counted, value: string): Promise<boolean> {
    const attempt = await this.attempts.find(this.idOf(kind, value));
    return !attempt || attempt.closedUntil.getTime() <= new Date().getTime();
  }

  /** @returns false when it is too early to try again */
  async begin(kind: Counted, value: string): Promise<boolean> {
    const id = this.idOf(kind, value);
    for (let race = 0; race < RACES; race += 1) {
      const now = new Date().getTime();
      const known = await this.attempts.find(id);
      if (known && known.closedUntil.getTime() > now) return false;
      const counting = known && known.expiresAt.getTime() > now ? known : undefined;
      const failures = (counting?.failures ?? 0) + 1;
      const wait = waitAfter(failures, BACK_OFFS[kind]);
      const forgotten = kind === 'address' && counting ? counting.expiresAt : new Date(now + wait + FORGOTTEN_MS);
      const next = { _id: id, failures, closedUntil: new Date(now + wait), expiresAt: forgotten };
      if (await this.attempts.replace(next, known?.failures ?? 0)) return true;
    }
    return false;
  }

  /** It was a good one: the name, or its browser, begins anew. */
  async forget(kind: Counted, value: string): Promise<void> {
    await this.attempts.forget(this.idOf(kind, value));
  }

  /** It was a good one: the address has one less. */
  async takeBack(address: string): Promise<void> {
    await this.attempts.takeBack(this.idOf('address', address));
  }

  private idOf(kind: Counted, value: string): string {
    return this.keys.digest(`sign-in-attempts-by-${kind}`, value);
  }
}
