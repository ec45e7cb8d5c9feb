import { randomUUID } from 'node:crypto';

/** A JSON Schema as OpenAPI documents hold it, as far as an example needs it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly minItems?: number;
}

export type Schemas = Readonly<Record<string, Schema>>;

/** Something that a schema takes, where it can be guessed: what is required, and of everything the first that fits. */
export function exampleOf(schema: Schema, schemas: Schemas): unknown {
  if (schema.$ref !== undefined) return exampleOf(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, schemas);
  if (schema.enum) return schema.enum[0];
  switch (schema.type) {
    case 'object':
      return Object.fromEntries((schema.required ?? []).map((name) => [name, exampleOf(schema.properties?.[name] ?? {}, schemas)]));
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => exampleOf(schema.items ?? {}, schemas));
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return false;
    default:
      return textFor(schema);
  }
}

/** Words that one or the other pattern of ours takes. */
const TEXTS = ['example', 'SE', 'RO>SE', '2026-01-05', '2026-01-05T10:00:00Z', 'https://example.org/hook', 'sv', '2025'];

/** Parameters of which the document does not say what they take, what goes together, or what everybody may ask for. */
const PARAMETERS: ReadonlyMap<string, string> = new Map([
  ['audience', 'public'],
  ['dimension', 'total'],
  ['value', 'all'],
  ['rows', 'origin'],
  ['columns', 'exploitation'],
]);

/** The same for a parameter of a query. */
export function exampleOfParameter(name: string, schema: Schema, schemas: Schemas): string {
  return PARAMETERS.get(name) ?? String(exampleOf(schema, schemas));
}

function textFor({ format, pattern }: Schema): string {
  if (format === 'uuid') return randomUUID();
  if (pattern === undefined) return 'example';
  return TEXTS.find((text) => new RegExp(pattern).test(text)) ?? 'example';
}
