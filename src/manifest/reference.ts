import type { Json } from '../model/json.ts';
import { manifestJsonSchema, type JsonSchema } from './json-schema.ts';

/** Every key of `launch.yaml` as Markdown tables, made from the schema: the page docs/reference/manifest.md. */
export function manifestReference(): string {
  const root = manifestJsonSchema();
  const parts = Object.entries(fieldsOf(root)).map(([key, schema]) =>
    section(key, schema, isRequired(root, key)),
  );
  return [
    'Everything but `version`, `product` and `profile` may be left out. Secrets are references (`env:NAME`, `file:path`),',
    'never values. Lengths of time are written `500ms`, `30s`, `5m`, `2h`, `1d`; sizes `800B`, `200kB`, `1.5MB`.',
    'In journeys `${run}`, `${email}`, `${inbox.<id>}`, `${env:NAME}` and every saved `${name}` are filled in.',
    '',
    ...parts,
  ].join('\n');
}

function section(key: string, schema: JsonSchema, isNeeded: boolean): string {
  const head = [`## ${key}`, '', `${text(schema['description'])}${isNeeded ? ' Required.' : ''}`, ''];
  const rows = rowsBelow(schema, '');
  const example = exampleOf(schema);
  const shown = example === '' ? [] : [`Example: ${example}`, ''];
  if (rows.length === 0) return [...head, `${typeText(schema)}.`, '', ...shown].join('\n');
  return [
    ...head,
    ...shown,
    '| key | value | default | what | example |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

const maxDepth = 6;

function rowsBelow(schema: JsonSchema, prefix: string, depth = 0): readonly string[] {
  if (depth > maxDepth) return [];
  return objectsIn(schema).flatMap((object) =>
    Object.entries(fieldsOf(object)).flatMap(([key, field]) => {
      const path = prefix === '' ? key : `${prefix}.${key}`;
      return [row(path, field, isRequired(object, key)), ...rowsBelow(field, path, depth + 1)];
    }),
  );
}

function row(path: string, field: JsonSchema, isNeeded: boolean): string {
  const standard = field['default'];
  const cells = [
    `\`${path}\``,
    typeText(field),
    isNeeded ? 'required' : standard === undefined || isEmptyObject(standard) ? '' : code(standard),
    text(field['description']),
    exampleOf(field),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** The object forms of a value, through lists and alternatives. */
function objectsIn(schema: JsonSchema): readonly JsonSchema[] {
  if (isSchema(schema['properties'])) return [schema];
  if (isSchema(schema['items'])) return objectsIn(schema['items']);
  return alternatives(schema).flatMap(objectsIn);
}

function typeText(schema: JsonSchema): string {
  const forms = alternatives(schema).filter((form) => form['type'] !== 'null');
  if (forms.length > 0) return [...new Set(forms.map(typeText))].join(' or ');
  if (schema['const'] !== undefined) return code(schema['const']);
  if (Array.isArray(schema['enum'])) return schema['enum'].map(code).join(', ');
  if (schema['type'] === 'array')
    return `list of ${isSchema(schema['items']) ? typeText(schema['items']) : 'anything'}`;
  const type = [schema['type']].flat().find((name) => name !== 'null');
  return `${typeNames[text(type)] ?? 'anything'}${bounds(schema)}`;
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: 'true or false',
  object: 'fields',
  null: 'nothing',
};

function bounds({ minimum, maximum }: JsonSchema): string {
  const isSafe = (bound: Json | undefined): bound is number =>
    typeof bound === 'number' && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  return isSafe(minimum) && isSafe(maximum) ? ` ${minimum} to ${maximum}` : '';
}

function exampleOf(schema: JsonSchema): string {
  const examples = schema['examples'];
  return Array.isArray(examples) && examples.length > 0 ? code(examples[0]) : '';
}

const code = (value: Json | undefined): string =>
  `\`${typeof value === 'string' ? value : JSON.stringify(value ?? null)}\``;
const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const isSchema = (value: Json | undefined): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isEmptyObject = (value: Json): boolean => isSchema(value) && Object.keys(value).length === 0;
const alternatives = (schema: JsonSchema): readonly JsonSchema[] =>
  [schema['anyOf'], schema['oneOf']].flat().filter(isSchema);
const isRequired = (object: JsonSchema, key: string): boolean =>
  Array.isArray(object['required']) && object['required'].includes(key);

function fieldsOf(object: JsonSchema): Readonly<Record<string, JsonSchema>> {
  const fields = object['properties'];
  if (!isSchema(fields)) return {};
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, field]) => (isSchema(field) ? [[key, field] as const] : [])),
  );
}
