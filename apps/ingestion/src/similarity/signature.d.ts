/** Hash functions in a signature, and so its length. */
export declare const SIGNATURE_LENGTH = 64;
/**
 * MinHash (Broder 1997) of a text's word 3-shingles, for finding texts that are nearly the same: the share of equal places in two
 * signatures estimates the Jaccard similarity of their shingles. The hash functions come from a key of the network, so nobody without
 * the key can try out guesses, and equal texts have equal signatures throughout the network.
 */
export declare class Signatures {
    private readonly seed;
    /** Of the random hash functions on 32-bit numbers: multiply by the (odd) factor, add, mix. */
    private readonly factors;
    private readonly addends;
    /** @param key any secret bytes; another key gives signatures that cannot be compared */
    constructor(key: Buffer);
    /** @returns base64 of 64 unsigned 32-bit numbers, little endian; `undefined` for a text without words */
    of(text: string): string | undefined;
    /** The least value that one of the hash functions has. */
    private leastOf;
}
/** @returns the estimated Jaccard similarity of two texts' shingles, 0 to 1 */
export declare function similarity(one: string, other: string): number;
//# sourceMappingURL=signature.d.ts.map