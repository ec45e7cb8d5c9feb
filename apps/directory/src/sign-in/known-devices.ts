import { randomBytes } from 'node:crypto';
import { type KeyRing, open, seal, SealBroken } from '@landbridge/platform';
import { Inject, Injectable } from '@nestjs/common';
import { PEOPLE_KEYS } from '../people/people-keys.ts';

const USE = 'known-device';
const ID_BYTES = 16;

/**
 * Browsers that somebody has signed in by before. Each has a cookie for each of its people, and its attempts count apart, so that nobody
 * locks a name's owner out from elsewhere (OWASP, Slow Down Online Guessing Attacks with Device Cookies).
 */
@Injectable()
export class KnownDevices {
  constructor(@Inject(PEOPLE_KEYS) private readonly keys: KeyRing) {}

  /** The cookie's name: one for each person, and it tells nothing of who that is. */
  cookieOf(login: string): string {
    return `landbridge_device_${this.keys.digest(USE, login).slice(0, 16)}`;
  }

  newFor(login: string): string {
    return seal(this.keys.derive(USE), login, randomBytes(ID_BYTES)).toString('base64url');
  }

  /** @returns the browser's id, where the cookie was made for this sign-in name */
  idIn(cookie: string | undefined, login: string): string | undefined {
    if (cookie === undefined) return undefined;
    try {
      return open(this.keys.derive(USE), login, Buffer.from(cookie, 'base64url')).toString('hex');
    } catch (error) {
      if (error instanceof SealBroken) return undefined;
      throw error;
    }
  }
}
