import { randomBytes } from 'node:crypto';
import { hashSecret } from '../credentials/client-secret.ts';
import { base32 } from './totp.ts';

const HOW_MANY = 10;
/** 80 bits, so a fast hash is enough. */
const BYTES = 10;

/** Codes for who has lost the second factor, each good once; only their hashes are kept. */
export function newRecoveryCodes(): { codes: string[]; hashes: string[] } {
  const codes = Array.from({ length: HOW_MANY }, () => (base32(randomBytes(BYTES)).match(/.{4}/g) ?? []).join('-'));
  return { codes, hashes: codes.map(hashOfRecoveryCode) };
}

/** Written as it may be: with or without hyphens, in small letters or capitals. */
export function hashOfRecoveryCode(code: string): string {
  return hashSecret(code.replace(/[\s-]/g, '').toUpperCase());
}
