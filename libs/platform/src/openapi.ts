import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { allSchemas } from '@landbridge/contracts';

/** OpenAPI 3.1 at /openapi.json. The schemas are made of the same decorators that check the requests. */
export function describeApi(app: NestFastifyApplication, title: string): void {
  const head = new DocumentBuilder().setTitle(title).setVersion('1').setOpenAPIVersion('3.1.0').addBearerAuth().build();
  SwaggerModule.setup('docs', app, withSchemas(SwaggerModule.createDocument(app, head)), {
    jsonDocumentUrl: 'openapi.json',
    ui: false,
    raw: ['json'],
  });
}

function withSchemas(document: OpenAPIObject): OpenAPIObject {
  const own = Object.fromEntries(Object.entries(allSchemas('#/components/schemas/')).filter(([name]) => !name.endsWith('Config')));
  return { ...document, components: { ...document.components, schemas: { ...document.components?.schemas, ...own, Problem: PROBLEM } } };
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
