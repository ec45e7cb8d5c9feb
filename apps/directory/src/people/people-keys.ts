import { randomBytes } from 'node:crypto';
import { ConfigError, KeyRing } from '@landbridge/platform';
import { makeOnce } from '../openid/whole-file.ts';

/** The key under which second factors lie in the store. */
export const PEOPLE_KEYS = Symbol('people-keys');

/**
 * The people's key from a file that only its owner may read; made at the first start.
 * @throws ConfigError when it cannot be made, is open to others, or holds no key
 */
export function peopleKeys(path: string): KeyRing {
  try {
    makeOnce(path, randomBytes(32).toString('base64'));
  } catch {
    // a folder that was lent to us holds the file already, or reading it says what is wrong
  }
  try {
    return KeyRing.fromFile('PEOPLE_KEY_FILE', path);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError('PEOPLE_KEY_FILE cannot be read; name a file with 32 random bytes in base64, mode 0600.');
  }
}
