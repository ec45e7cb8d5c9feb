/** What an ID token says, `amr` and `acr` of how somebody was known. */
type Claims = Readonly<Record<string, unknown>>;

const MULTI_FACTOR = 'mfa';
const MOST_METHODS = 20;
const LONGEST_METHOD = 50;

/** Whether two factors are proven: by `mfa` among the methods (RFC 8176), or by a class of authentication that the organisation named. */
export function areTwoFactors({ amr, acr }: Claims, acrValues: readonly string[]): boolean {
  return (Array.isArray(amr) && amr.includes(MULTI_FACTOR)) || (typeof acr === 'string' && acrValues.includes(acr));
}

/** The methods that tokens of this network may repeat. */
export function methodsOf({ amr }: Claims): string[] {
  const methods: unknown[] = Array.isArray(amr) ? amr : [];
  return methods.filter((method) => typeof method === 'string' && method.length <= LONGEST_METHOD).slice(0, MOST_METHODS) as string[];
}
