/** A figure beside what is wanted of it. */
export interface Judged {
  readonly figure: string;
  readonly here: string;
  readonly wanted: string;
  /** `undefined` where it was not measured, or nothing is wanted. */
  readonly reached?: boolean | undefined;
}

/** The last that a bench does, once all is printed and written down. @throws Error that names what is wanted and was not reached */
export function requireReached(figures: readonly Judged[]): void {
  const missed = figures.filter(({ reached }) => reached === false);
  if (missed.length > 0)
    throw new Error(`Missed: ${missed.map(({ figure, here, wanted }) => `${figure}: ${here}, and wanted is ${wanted}`).join('; ')}.`);
}
