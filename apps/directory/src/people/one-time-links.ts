import { randomBytes } from 'node:crypto';
import { KeyRing, open, seal, SealBroken } from '@landbridge/platform';
import { Inject, Injectable } from '@nestjs/common';
import { hashSecret } from '../credentials/client-secret.ts';
import { hashPassword, whyTooWeak } from './password.ts';
import type { Proofs } from './people.repository.ts';
import { PEOPLE_KEYS } from './people-keys.ts';
import type { SecondFactor } from './person.schema.ts';
import { newRecoveryCodes } from './recovery-codes.ts';
import { stepOf } from './totp.ts';

const USE = 'second-factor';
const OFFERED = 'offered-factor';
/** As long as the hash that it goes into (RFC 4226, 4). */
const SECRET_BYTES = 20;

export interface Chosen {
  readonly password: string;
  readonly again: string;
  /** Of the authenticator program that has just learnt the secret. */
  readonly code: string;
  /** The offered factor, sealed, as the page had it. */
  readonly factor: string;
}

/** A second factor that a page offers, and what the page brings back of it. */
export interface OfferedFactor {
  readonly secret: Buffer;
  readonly sealed: string;
}

/** Links that are good once, and what somebody sets by them. */
@Injectable()
export class OneTimeLinks {
  constructor(@Inject(PEOPLE_KEYS) private readonly keys: KeyRing) {}

  newToken(): { token: string; hash: string } {
    const token = randomBytes(32).toString('base64url');
    return { token, hash: hashSecret(token) };
  }

  hashOf(token: string): string {
    return hashSecret(token);
  }

  /**
   * A second factor to offer: another one each time a link is opened, so that who has looked at it does not know the factor of who takes it.
   * Nothing of it is stored before; the page holds it sealed, for this link.
   */
  newFactor(token: string): OfferedFactor {
    const secret = randomBytes(SECRET_BYTES);
    return { secret, sealed: seal(this.keys.derive(OFFERED), token, secret).toString('base64url') };
  }

  /** @returns the factor that a page brings back; nothing when it was not offered for this link */
  factorIn(token: string, sealed: string): OfferedFactor | undefined {
    try {
      return { secret: open(this.keys.derive(OFFERED), token, Buffer.from(sealed, 'base64url')), sealed };
    } catch (error) {
      if (error instanceof SealBroken) return undefined;
      throw error;
    }
  }

  /** @returns what is wrong with a choice, or what is to be stored of it and the codes to be shown once */
  async take(
    token: string,
    person: { readonly id: string; readonly login: string },
    { password, again, code, factor }: Chosen,
    now: Date,
  ): Promise<{ why: string } | { proofs: Proofs; codes: string[] }> {
    if (password !== again) return { why: 'The two passwords differ.' };
    const why = whyTooWeak(password, person.login);
    if (why !== undefined) return { why };
    const secret = this.factorIn(token, factor)?.secret;
    if (!secret) return { why: 'This page cannot be used any more. Here is another key for your authenticator.' };
    const step = stepOf(secret, code.replace(/\s/g, ''), now);
    if (step === undefined)
      return { why: 'The code is not the one that the authenticator shows now; check its clock and try the next one.' };
    const { codes, hashes } = newRecoveryCodes();
    const secondFactor = { sealed: seal(this.keys.derive(USE), person.id, secret).toString('base64'), lastStep: step };
    return { proofs: { password: await hashPassword(password), secondFactor, recovery: hashes }, codes };
  }

  /** @throws SealBroken when it is another person's */
  openFactor(person: string, { sealed }: SecondFactor): Buffer {
    return open(this.keys.derive(USE), person, Buffer.from(sealed, 'base64'));
  }
}
