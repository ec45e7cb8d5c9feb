import { createHash } from 'node:crypto';

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** Version, 20 bytes of hash, checksum. */
const ADDRESS_BYTES = 25;

/** Whether the text is an address in Base58Check (Bitcoin and its kin): its last four bytes are the checksum of the rest. */
export function isBase58Address(text: string): boolean {
  let value = 0n;
  for (const character of text) value = value * 58n + BigInt(ALPHABET.indexOf(character));
  const hex = value.toString(16);
  if (hex.length > ADDRESS_BYTES * 2) return false;
  const bytes = Buffer.from(hex.padStart(ADDRESS_BYTES * 2, '0'), 'hex');
  const payload = bytes.subarray(0, -4);
  return sha256(sha256(payload)).subarray(0, 4).equals(bytes.subarray(-4));
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
