import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { allSchemas, decoratedClasses, type JsonSchema } from '@landbridge/contracts';

/** OpenAPI 3.1 at /openapi.json. Schemas and parameters are made of the same decorators that check the requests. */
export function describeApi(app: NestFastifyApplication, title: string): void {
  const head = new DocumentBuilder().setTitle(title).setVersion('1').setOpenAPIVersion('3.1.0').addBearerAuth().build();
  const schemas = allSchemas('#/components/schemas/');
  describeParameters(schemas);
  SwaggerModule.setup('docs', app, withLimits(withSchemas(SwaggerModule.createDocument(app, head), schemas)), {
    jsonDocumentUrl: 'openapi.json',
    ui: false,
    raw: ['json'],
  });
}

function withSchemas(document: OpenAPIObject, schemas: Record<string, JsonSchema>): OpenAPIObject {
  const own = Object.fromEntries(Object.entries(schemas).filter(([name]) => !name.endsWith('Config')));
  return { ...document, components: { ...document.components, schemas: { ...document.components?.schemas, ...own, Problem: PROBLEM } } };
}

/** Whoever needs a token to write may be told to wait. */
function withLimits(document: OpenAPIObject): OpenAPIObject {
  for (const { post, put, patch, delete: remove } of Object.values(document.paths))
    for (const operation of [post, put, patch, remove]) if (operation?.security) operation.responses['429'] ??= TOO_MANY;
  return document;
}

const TOO_MANY = {
  description: 'Your organisation writes too much at once. Nothing was done; try again after Retry-After.',
  headers: { 'retry-after': { description: 'Seconds.', schema: { type: 'integer' as const } } },
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** Where Nest's compiler plugin would leave what it knows of a class; it does not run under our compiler. Parameters are read from there. */
const METADATA_FACTORY = '_OPENAPI_METADATA_FACTORY';
/** What a parameter says of its values, beside their type. */
const LIMITS = ['enum', 'pattern', 'format', 'minimum', 'maximum', 'minLength', 'maxLength'] as const;

function describeParameters(schemas: Record<string, JsonSchema>): void {
  for (const type of decoratedClasses()) {
    const { properties = {}, required = [] } = (schemas[type.name] ?? {}) as Described;
    const described = Object.entries(properties).map(([name, { type: kind = 'string', ...schema }]) => {
      const limits = Object.fromEntries(LIMITS.flatMap((limit) => (schema[limit] === undefined ? [] : [[limit, schema[limit]]])));
      return [name, { required: required.includes(name), type: kind, ...limits }];
    });
    Object.defineProperty(type, METADATA_FACTORY, { value: (): object => Object.fromEntries(described) as object, configurable: true });
  }
}

interface Described {
  readonly properties?: Record<string, { readonly type?: string } & Partial<Record<(typeof LIMITS)[number], unknown>>>;
  readonly required?: readonly string[];
}

/** RFC 9457. */
const PROBLEM = {
  type: 'object',
  properties: {
    type: { type: 'string', format: 'uri' },
    status: { type: 'integer' },
    title: { type: 'string' },
    detail: { type: 'string' },
    errors: { type: 'array', items: { type: 'object', properties: { pointer: { type: 'string' }, detail: { type: 'string' } } } },
  },
  required: ['type', 'status', 'title'],
};
