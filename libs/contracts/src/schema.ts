import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { plainToInstance } from 'class-transformer';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { getMetadataStorage, validateSync, type ValidationError } from 'class-validator';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';
import { FIELD_SCHEMAS } from './fields.ts';
import type { Violation } from './report-rules.ts';
import { SERIES_VALUE } from './series-values.ts';

export type JsonSchema = Record<string, unknown>;
type Class<T extends object = object> = new () => T;

/** Decorators that have a JSON Schema, from class-validator-jsonschema or from `FIELD_SCHEMAS`. */
const KNOWN = new Set([
  'arrayMaxSize', 'arrayMinSize', 'arrayUnique', 'isArray', 'isBoolean',
  'isDefined', 'isIn', 'isInt', 'isNotEmpty', 'isNumber', 'isObject', 'isString', 'isUuid',
  'matches', 'max', 'maxLength', 'min', 'isUrl', 'isSeriesValue', ...Object.keys(FIELD_SCHEMAS),
]); // prettier-ignore

/** JSON Schemas of all decorated classes, by class name, closed against unknown properties. */
export function allSchemas(refPointerPrefix: string): Record<string, JsonSchema> {
  refuseUnknownDecorators();
  const schemas = validationMetadatasToSchemas({
    classTransformerMetadataStorage: defaultMetadataStorage,
    refPointerPrefix,
    additionalConverters: {
      ...FIELD_SCHEMAS,
      isUuid: { type: 'string', pattern: UUID },
      isSeriesValue: { type: 'string', pattern: SERIES_VALUE.source },
      isDefined: {},
    },
  });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, { ...schema, additionalProperties: false }]));
}

/** Every class that has decorators. */
export function decoratedClasses(): Class[] {
  return [...validationMetadatas().keys()].filter((target): target is Class => typeof target === 'function');
}

/** The self-contained JSON Schema of one class. */
export function schemaOf(type: Class): JsonSchema {
  const definitions = allSchemas('#/definitions/');
  const needed = new Set<string>();
  const visit = (name: string): void => {
    if (needed.has(name)) return;
    needed.add(name);
    for (const [, other] of JSON.stringify(definitions[name]).matchAll(/"#\/definitions\/(\w+)"/g)) if (other) visit(other);
  };
  visit(type.name);
  return {
    $ref: `#/definitions/${type.name}`,
    definitions: Object.fromEntries([...needed].sort().map((name) => [name, definitions[name]])),
  };
}

/** A fast yes, and a slow no with reasons. */
export interface Check<T> {
  /** Whether the plain value is surely a `T`; a `false` may still be one by the decorators. */
  accepts(plain: unknown): plain is T;
  /** What the decorators have against it: each with a JSON pointer and a sentence. Empty when it is a `T`. */
  explain(plain: unknown): Violation[];
}

/**
 * Compiles the decorators of a class into a check: ajv, from the schema made of the same metadata, says yes quickly;
 * what it refuses goes to class-validator, which decides on values and writes the message. The schema may be stricter, never looser.
 */
export function compileCheck<T extends object>(type: Class<T>): Check<T> {
  const schema = schemaOf(type);
  const compiled: ValidateFunction = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  let thorough: ValidateFunction | undefined;
  const misshapen = (plain: unknown): Violation[] => {
    thorough ??= new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);
    return thorough(plain) ? [] : (thorough.errors ?? []).flatMap(shapeViolation);
  };
  return {
    accepts: (plain): plain is T => compiled(plain),
    explain: (plain) => {
      if (compiled(plain)) return [];
      const found = explain(type, plain);
      return found.length > 0 ? found : misshapen(plain);
    },
  };
}

/** class-validator looks through a list where one object belongs, passes null by, and class-transformer drops some names: ajv does not. */
function shapeViolation({ keyword, instancePath, params }: ErrorObject): Violation[] {
  if (keyword === 'type') return [{ pointer: instancePath, detail: `must be of the type ${String(params['type'])}` }];
  return keyword === 'additionalProperties' ? [{ pointer: instancePath, detail: 'has a field that does not belong here' }] : [];
}

function explain(type: Class, plain: unknown): Violation[] {
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) return [{ pointer: '', detail: 'must be a JSON object' }];
  const instance = plainToInstance(type, plain);
  return toViolations(validateSync(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true }));
}

/** class-validator's tree of errors as a list, each with its JSON pointer. */
export function toViolations(errors: readonly ValidationError[], above = ''): Violation[] {
  return errors.flatMap(({ property, constraints, children }) => {
    const pointer = `${above}/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return [...Object.values(constraints ?? {}).map((detail) => ({ pointer, detail })), ...toViolations(children ?? [], pointer)];
  });
}

function refuseUnknownDecorators(): void {
  for (const { name, propertyName, target } of customDecorators())
    if (name === undefined || !KNOWN.has(name))
      throw new Error(
        `@${name} on ${String(target instanceof Function ? target.name : target)}.${propertyName} has no JSON Schema; add a converter to libs/contracts/src/schema.ts.`,
      );
}

function customDecorators() {
  return [...validationMetadatas().values()].flat().filter(({ type }) => type === 'customValidation');
}

/** class-validator types the list as private, and has no other door to all of it. */
function validationMetadatas(): Map<unknown, { type: string; name?: string; propertyName: string; target: unknown }[]> {
  return (getMetadataStorage() as unknown as { validationMetadatas: ReturnType<typeof validationMetadatas> }).validationMetadatas;
}

const UUID = '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$';
