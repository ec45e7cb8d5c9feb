import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';

/** For /openapi.json: problems (RFC 9457), by status. */
export function Problems(problems: Readonly<Record<number, string>>) {
  const all = {
    401: 'No token, or one that is not good.',
    403: 'The token does not allow this.',
    ...problems,
    503: 'A store or the policy is away; nothing was changed.',
  };
  return applyDecorators(
    ...Object.entries(all).map(([status, description]) =>
      ApiResponse({
        status: Number(status),
        description,
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      }),
    ),
  );
}
