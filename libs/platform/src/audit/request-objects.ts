import type { AuditObject } from '@landbridge/contracts';
import { isUUID } from 'class-validator';
import type { FastifyRequest } from 'fastify';

/** What may be an id that a person of the network has chosen, such as that of a community. */
const NAME = /^[\w.:-]{1,100}$/;

/** Method and pattern, such as `PUT /v1/reports/:id`. */
export function routeOf(request: FastifyRequest): string {
  return `${request.method} ${request.routeOptions.url ?? '/'}`;
}

/**
 * The objects that a request names in its path: each is of the kind that the path says before it. Somebody may ask for a report by the
 * name of a person, so what is no UUID counts only once the answer has said that there is such a thing.
 * @param exist whether the answer has said so
 * @param made `id` in the answer, an object of the kind at the end of the path
 */
export function objectsIn(request: FastifyRequest, exist: boolean, made?: string): AuditObject[] {
  const parts = (request.routeOptions.url ?? '').split('/');
  const params = request.params as Record<string, string>;
  const named = parts.flatMap((part, place): AuditObject[] => {
    const id = part.startsWith(':') ? params[part.slice(1)] : undefined;
    return id !== undefined && (isUUID(id) || (exist && NAME.test(id))) ? [{ kind: kindBefore(parts, place), id: id.toLowerCase() }] : [];
  });
  if (made === undefined || !NAME.test(made) || named.some(({ id }) => id === made.toLowerCase())) return named;
  return [...named, { kind: kindBefore(parts, parts.length), id: made.toLowerCase() }];
}

function kindBefore(parts: readonly string[], place: number): string {
  return parts.slice(0, place).findLast((part) => part !== '' && !part.startsWith(':')) ?? 'unknown';
}
