import { hkdfSync } from 'node:crypto';

/** Hash functions in a signature, and so its length. */
export const SIGNATURE_LENGTH = 64;
/** Words in a shingle. */
const SHINGLE = 3;
/** Texts of fewer letters, such as "No details.", are alike by chance. Letters, because not every script has spaces between words. */
const FEWEST_LETTERS = 40;
const SIGN = -0x80000000;

/**
 * MinHash (Broder 1997) of a text's word 3-shingles, for finding texts that are nearly the same: the share of equal places in two
 * signatures estimates the Jaccard similarity of their shingles. The hash functions come from a key of the network, so nobody without
 * the key can try out guesses, and equal texts have equal signatures throughout the network.
 */
export class Signatures {
  private readonly seed: number;
  /** Of the random hash functions on 32-bit numbers: multiply by the (odd) factor, add, mix. */
  private readonly factors = new Int32Array(SIGNATURE_LENGTH);
  private readonly addends = new Int32Array(SIGNATURE_LENGTH);

  /** @param key any secret bytes; another key gives signatures that cannot be compared */
  constructor(key: Buffer) {
    const bytes = Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), 'minhash', 4 + SIGNATURE_LENGTH * 8));
    this.seed = bytes.readUInt32LE(0);
    for (let i = 0; i < SIGNATURE_LENGTH; i++) {
      this.factors[i] = bytes.readInt32LE(4 + i * 8) | 1;
      this.addends[i] = bytes.readInt32LE(8 + i * 8);
    }
  }

  /** @returns base64 of 64 unsigned 32-bit numbers, little endian; `undefined` for a text of too few letters to tell who wrote it after whom */
  of(text: string): string | undefined {
    const words = text.normalize('NFKC').toLowerCase().match(WORDS) ?? [];
    if (words.reduce((letters, { length }) => letters + length, 0) < FEWEST_LETTERS) return undefined;
    const shingles = hashShingles(words, this.seed);
    const signature = Buffer.alloc(SIGNATURE_LENGTH * 4);
    for (let i = 0; i < SIGNATURE_LENGTH; i++) signature.writeUInt32LE(this.leastOf(shingles, i), i * 4);
    return signature.toString('base64');
  }

  /** The least value that one of the hash functions has. */
  private leastOf(shingles: Int32Array, i: number): number {
    const factor = this.factors[i] ?? 1;
    const addend = this.addends[i] ?? 0;
    // compared as signed numbers, with the sign turned round: V8 has no unsigned ones
    let least = ~SIGN;
    for (const shingle of shingles) {
      const value = mix((Math.imul(shingle, factor) + addend) | 0) ^ SIGN;
      if (value < least) least = value;
    }
    return (least ^ SIGN) >>> 0;
  }
}

/** @returns the estimated Jaccard similarity of two texts' shingles, 0 to 1 */
export function similarity(one: string, other: string): number {
  const [a, b] = [Buffer.from(one, 'base64'), Buffer.from(other, 'base64')];
  let equal = 0;
  for (let i = 0; i < SIGNATURE_LENGTH; i++) if (a.readUInt32LE(i * 4) === b.readUInt32LE(i * 4)) equal++;
  return equal / SIGNATURE_LENGTH;
}

function hashShingles(text: readonly string[], seed: number): Int32Array {
  const words = text.map((word) => hashWord(word, seed));
  const shingles = new Int32Array(Math.max(1, words.length - SHINGLE + 1));
  for (let i = 0; i < shingles.length; i++) {
    let hash = seed;
    for (let j = i; j < Math.min(i + SHINGLE, words.length); j++) hash = mix((Math.imul(hash, 31) + (words[j] ?? 0)) | 0);
    shingles[i] = hash;
  }
  return shingles;
}

const WORDS = /[\p{L}\p{N}]+/gu;

/** FNV-1a over UTF-16 code units, mixed. */
function hashWord(word: string, seed: number): number {
  let hash = seed ^ 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return mix(hash);
}

/** The finaliser of MurmurHash3: each bit of the input touches each bit of the output. */
function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
