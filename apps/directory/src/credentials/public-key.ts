import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { Problem } from '@landbridge/platform';

const LEAST_MODULUS = 2048;
const LEAST_EXPONENT = 65_537n;
const LONGEST_KID = 200;
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/**
 * The public half of a key that a machine signs its assertions with (RFC 7523), and nothing else of what was sent.
 * @throws Problem 400 unless it is RSA of 2048 bits at least, or EC on P-256
 */
export function publicKeyOf(jwk: Readonly<Record<string, unknown>>): JsonWebKey {
  if (PRIVATE.some((member) => member in jwk))
    throw unfit('This holds the private half. That key is no secret any more: make a new one, and send its public half only.');
  const { kid } = jwk;
  if (kid !== undefined && (typeof kid !== 'string' || kid.length > LONGEST_KID)) throw unfit('kid is a string of 200 characters at most.');
  const members = jwk['kty'] === 'RSA' ? rsa(jwk) : jwk['kty'] === 'EC' ? p256(jwk) : undefined;
  if (!members) throw unfit('Send a JSON Web Key: RSA of 2048 bits at least, or EC on P-256.');
  return { ...members, ...(kid !== undefined && { kid }), use: 'sig' };
}

function rsa({ n, e }: Readonly<Record<string, unknown>>): JsonWebKey | undefined {
  const key = parsed({ kty: 'RSA', n, e });
  const { modulusLength = 0, publicExponent = 0n } = key?.asymmetricKeyDetails ?? {};
  return key && modulusLength >= LEAST_MODULUS && publicExponent >= LEAST_EXPONENT ? key.export({ format: 'jwk' }) : undefined;
}

/** Node refuses a point that is not on the curve. */
function p256({ crv, x, y }: Readonly<Record<string, unknown>>): JsonWebKey | undefined {
  return crv === 'P-256' ? parsed({ kty: 'EC', crv, x, y })?.export({ format: 'jwk' }) : undefined;
}

function parsed(key: Record<string, unknown>) {
  try {
    return createPublicKey({ key, format: 'jwk' });
  } catch {
    return undefined;
  }
}

function unfit(detail: string): Problem {
  return new Problem({ type: 'unfit-key', status: 400, title: 'The key cannot be used', detail });
}
