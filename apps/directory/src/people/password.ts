import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** OWASP's least for argon2id: 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;
const PARAMETERS = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$`;
const SHAPE = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 200;

const derive = promisify(argon2);
const bare = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

/** argon2id (RFC 9106), with its parameters in the PHC string format. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive('argon2id', { message: password.normalize('NFKC'), nonce, ...COST });
  return `${PARAMETERS}${bare(nonce)}$${bare(tag)}`;
}

/** What nobody's password is, so that an unknown name costs as much time as a known one. */
const NOBODYS = `${PARAMETERS}${bare(randomBytes(16))}$${bare(randomBytes(COST.tagLength))}`;

/** Whether a password is the one of a hash. Without a hash it takes as long, and is not. */
export async function isPasswordOf(hash: string | undefined, password: string): Promise<boolean> {
  const [, memory, passes, parallelism, nonce = '', tag = ''] = SHAPE.exec(hash ?? NOBODYS) ?? SHAPE.exec(NOBODYS) ?? [];
  const expected = Buffer.from(tag, 'base64');
  const given = await derive('argon2id', {
    message: password.normalize('NFKC'),
    nonce: Buffer.from(nonce, 'base64'),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: expected.length,
  });
  return timingSafeEqual(given, expected) && hash !== undefined;
}

/** @returns what is wrong with a new password, or nothing. Length is what counts (NIST SP 800-63B); rules about characters are not. */
export function whyTooWeak(password: string, login: string): string | undefined {
  if (password.length < SHORTEST_PASSWORD) return `The password needs ${SHORTEST_PASSWORD} characters at least.`;
  if (password.length > LONGEST_PASSWORD) return `The password may have ${LONGEST_PASSWORD} characters at most.`;
  if (new Set(password).size < 5) return 'The password repeats the same few characters.';
  const [name = ''] = login.split('@');
  if (name.length >= 4 && password.toLowerCase().includes(name.toLowerCase())) return 'The password must not contain the sign-in name.';
  return undefined;
}
