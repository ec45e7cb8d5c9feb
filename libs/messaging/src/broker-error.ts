/** @returns Kafka's names for what went wrong, outermost first. KafkaJS wraps the broker's error in its own, several times over. */
export function kinds(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const kind = 'type' in error && typeof error.type === 'string' ? [error.type] : [];
  return [...kind, ...kinds(error.cause)];
}

/**
 * Whether Kafka does not know us, or not our rights. KafkaJS gives up for good then; we do not: a Kafka that was replaced by
 * an empty one has our rights again as soon as directory sees it, and a session that ended begins anew with the next token.
 */
export function isRefused(error: unknown): boolean {
  const refused = kinds(error).some((kind) => kind.endsWith('_AUTHORIZATION_FAILED') || kind === 'SASL_AUTHENTICATION_FAILED');
  return refused || hidesRefusal(error);
}

/** KafkaJS keeps to itself why it could not sign in, and why it found no coordinator, which is also what it says when a group is refused. */
function hidesRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const hidden = error.name === 'KafkaJSSASLAuthenticationError' || error.message === 'Failed to find group coordinator';
  return hidden || hidesRefusal(error.cause);
}
