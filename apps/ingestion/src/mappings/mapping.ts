import { Ajv } from 'ajv';
import { ReportInput, schemaOf, type Violation } from '@landbridge/contracts';

export const CELL_KINDS = ['integer', 'country', 'date', 'year', 'text', 'code'] as const;
export type CellKind = (typeof CELL_KINDS)[number];

/** Where the cells of one column go. A column may be mapped several times. */
export interface ColumnMapping {
  readonly column: string;
  /** RFC 6901, into the report. */
  readonly to: string;
  readonly as: CellKind;
  /** What a cell says → what the report says. Any other cell is refused. */
  readonly map?: Readonly<Record<string, string>>;
  /** Cells that state nothing, besides the empty one. */
  readonly absentWhen?: readonly string[];
  /** A count below zero is an adjustment of an earlier period. */
  readonly negative?: 'adjustment';
}

/** How the columns of a CSV file become reports. */
export interface CsvMapping {
  readonly name: string;
  readonly description?: string;
  readonly delimiter: string;
  /** What a row is known by: the file and its line, or an id in a column. */
  readonly identity: 'row' | { readonly column: string };
  /** Fields that are the same in every report. */
  readonly constants: Readonly<Record<string, unknown>>;
  readonly columns: readonly ColumnMapping[];
  /** Columns that are left out on purpose. */
  readonly ignore: readonly string[];
}

const text = { type: 'string', minLength: 1, maxLength: 200 };

/** JSON Schema of a mapping. */
export const MAPPING_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'delimiter', 'identity', 'constants', 'columns', 'ignore'],
  properties: {
    name: text,
    description: { type: 'string', maxLength: 2_000 },
    delimiter: { enum: [',', ';', '\t', '|'] },
    identity: {
      anyOf: [{ const: 'row' }, { type: 'object', additionalProperties: false, required: ['column'], properties: { column: text } }],
    },
    constants: { type: 'object' },
    columns: {
      type: 'array',
      minItems: 1,
      maxItems: 200,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['column', 'to', 'as'],
        properties: {
          column: text,
          to: { type: 'string', pattern: '^(/([a-z][A-Za-z]*|[0-9]|[1-4][0-9])){1,4}$' },
          as: { enum: CELL_KINDS },
          map: { type: 'object', additionalProperties: { type: 'string' } },
          absentWhen: { type: 'array', maxItems: 50, items: { type: 'string' } },
          negative: { const: 'adjustment' },
        },
      },
    },
    ignore: { type: 'array', maxItems: 1_000, items: text },
  },
} as const;

const check = new Ajv({ allErrors: true, strict: false }).compile<CsvMapping>(MAPPING_SCHEMA);

/** @returns the mapping, or what is wrong with it */
export function readMapping(plain: unknown): { readonly mapping: CsvMapping } | { readonly errors: Violation[] } {
  if (!check(plain))
    return {
      errors: (check.errors ?? []).map(({ instancePath, message = 'is wrong', params }) => ({
        pointer: instancePath,
        detail: 'allowedValues' in params ? `${message}: ${JSON.stringify(params['allowedValues'])}` : message,
      })),
    };
  const errors = plain.columns.flatMap((column, i) => columnErrors(column, `/columns/${i}`));
  return errors.length > 0 ? { errors } : { mapping: plain };
}

function columnErrors({ to, as, negative }: ColumnMapping, pointer: string): Violation[] {
  const [, field = ''] = to.split('/');
  return [
    ...(FIELDS.includes(field)
      ? []
      : [{ pointer: `${pointer}/to`, detail: `A report has no field ${field}; it has ${FIELDS.join(', ')}.` }]),
    ...(negative !== undefined && !(as === 'integer' && to.endsWith('/value'))
      ? [{ pointer: `${pointer}/negative`, detail: 'An adjustment is an integer that goes to the value of a quantity.' }]
      : []),
  ];
}

const FIELDS = reportFields();

function reportFields(): string[] {
  const { definitions } = schemaOf(ReportInput) as { definitions: Record<string, { properties: object }> };
  return Object.keys(definitions[ReportInput.name]?.properties ?? {});
}
