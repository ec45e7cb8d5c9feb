import { apps, type App } from '../root.ts';
import { exampleOfParameter, type Schema, type Schemas } from './examples.ts';

/** One route of a service, as its OpenAPI document describes it. */
export interface Route {
  readonly app: App;
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  /** Query parameters by name; each with the values that the document lists, if it lists any. */
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** Without these it answers nothing; each with a value that it takes. */
  readonly required: Readonly<Record<string, string>>;
  readonly pathParameters: readonly string[];
  /** What its JSON body has to be. */
  readonly body?: { readonly schema: Schema; readonly schemas: Schemas };
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Schema & { readonly enum?: readonly string[] };
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly security?: readonly object[];
  readonly requestBody?: { readonly content?: Record<string, { readonly schema?: Schema }> };
}

interface Document {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components?: { readonly schemas?: Schemas };
}

/** Routes that need no token: health, metrics and the documents themselves. */
const isOpen = (operation: Operation) => !operation.security || operation.security.length === 0;

/** All routes of all services that need a token. */
export async function routesOf(addresses: Readonly<Record<App, string>>): Promise<Route[]> {
  const found = await Promise.all(
    apps.map(async (app) => {
      const answer = await fetch(`${addresses[app]}/openapi.json`);
      if (!answer.ok) throw new Error(`${app} answered its OpenAPI document with ${answer.status}.`);
      return routesIn(app, (await answer.json()) as Document);
    }),
  );
  return found.flat();
}

function routesIn(app: App, { paths, components }: Document): Route[] {
  const schemas = components?.schemas ?? {};
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, operation]) => !isOpen(operation))
      .map(([method, { parameters = [], requestBody }]): Route => {
        const inQuery = parameters.filter((parameter) => parameter.in === 'query');
        const schema = requestBody?.content?.['application/json']?.schema;
        return {
          app,
          method: method.toUpperCase(),
          path,
          query: new Map(inQuery.map(({ name, schema }) => [name, schema?.enum ?? []])),
          required: Object.fromEntries(
            inQuery.filter(({ required }) => required).map(({ name, schema }) => [name, exampleOfParameter(name, schema ?? {}, schemas)]),
          ),
          pathParameters: [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? []),
          ...(schema && { body: { schema, schemas } }),
        };
      }),
  );
}
