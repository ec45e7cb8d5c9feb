/** Who asks. Without an organisation it is anybody: the public. */
export interface Reader {
  /** Organisation by id. */
  readonly organisation?: string;
  /** Communities that it is a member of now, by id. */
  readonly communities: readonly string[];
}

export const THE_PUBLIC: Reader = { communities: [] };
