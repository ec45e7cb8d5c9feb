import { ApiBody, ApiResponse } from '@nestjs/swagger';

/** Decorators for /openapi.json. The schemas they name are made of the DTOs' own decorators. */

const schemaRef = (type: { name: string }) => ({ $ref: `#/components/schemas/${type.name}` });

interface Answer {
  readonly status: number;
  readonly description: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Any of these. */
  readonly types?: readonly { name: string }[];
  /** Member of an object that lists them. */
  readonly listedAs?: string;
}

export function Answers({ status, description, headers = {}, types = [], listedAs }: Answer) {
  const one = types.length === 1 ? schemaRef(types[0] ?? Object) : { oneOf: types.map(schemaRef) };
  const schema = listedAs
    ? { type: 'object', required: [listedAs], properties: { [listedAs]: { type: 'array', items: one }, next: { type: 'string' } } }
    : one;
  return ApiResponse({
    status,
    description,
    headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, { description: text, schema: { type: 'string' } }])),
    ...(types.length > 0 ? { content: { 'application/json': { schema } } } : {}),
  });
}

/** A JSON body of this class. */
export const TakesJson = (type: { name: string }) => ApiBody({ schema: schemaRef(type) });
