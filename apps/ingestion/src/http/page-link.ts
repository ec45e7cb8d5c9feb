import type { FastifyReply, FastifyRequest } from 'fastify';

/** The address of the next page (RFC 8288): the same request with its cursor. */
export function addressOf(url: string, cursor: string): string {
  const [path = '', query = ''] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', cursor);
  return `${path}?${parameters.toString()}`;
}

/** Says in the answer where the next page is, if there is one. */
export function linkNext(reply: FastifyReply, request: FastifyRequest, cursor: string | undefined): void {
  if (cursor !== undefined) reply.header('link', `<${addressOf(request.url, cursor)}>; rel="next"`);
}
