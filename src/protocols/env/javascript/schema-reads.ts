import { isUpperName } from '../use.ts';
import { envObject } from './env-object.ts';
import { bare, child, children, keyOf, nameOf, propertyName, stringOf, text, type Node } from './node.ts';
import { resolved } from './bindings.ts';
import { fieldRule } from './schema-field.ts';
import type { JsFile } from './file.ts';

const libraries =
  /^(?:zod|zod\/.+|valibot|joi|@hapi\/joi|yup|arktype|arkenv|envalid|znv|@t3-oss\/.+|superstruct|@sinclair\/typebox.*|typebox|effect|convict|env-schema|runtypes|myzod|@julr\/env|@adonisjs\/.+)$/;
/** Methods and functions that apply a schema to a value. */
const applying =
  /^(?:parse|safeParse|parseAsync|safeParseAsync|validate|validateSync|validateAsync|attempt|cleanEnv|customCleanEnv|parseEnv|envSchema|assert|create|Parse|Decode|Check|Convert|check|cast|is|mask|from|decode|decodeUnknownSync|envsafe)$/;

/** `schema.parse(process.env)`, `cleanEnv(process.env, {...})`, `v.parse(schema, process.env)`, `createEnv({...})`, and kin. */
export function schemaRead(node: Node, file: JsFile): void {
  if (node.type !== 'CallExpression') return;
  const callee = bare(child(node, 'callee'));
  const name = callee?.type === 'MemberExpression' ? (propertyName(callee) ?? '') : nameOf(callee);
  if (name === 'createEnv' || name === 'defineEnv') return t3(node, file);
  if (name === 'forRoot' || name === 'forRootAsync') return nestOptions(node, file);
  const given = children(node, 'arguments');
  const hasEnv = given.some((each) => givesEnv(each, file));
  if (!hasEnv) return;
  const schemas = [
    ...(callee?.type === 'MemberExpression' ? [child(callee, 'object')] : [callee]),
    ...given.filter((each) => !givesEnv(each, file)),
  ];
  const isApplied = applying.test(name) || resolved(callee, file.bindings)?.type === 'CallExpression';
  if (!isApplied) return;
  for (const schema of schemas) addFields(schema, { file, via: libraryName(file), node });
}

const givesEnv = (node: Node, file: JsFile): boolean =>
  envObject(node, file.bindings) !== null ||
  children(node, 'properties').some(
    (each) =>
      each.type === 'Property' &&
      keyOf(each) === 'data' &&
      envObject(child(each, 'value'), file.bindings) !== null,
  );

export const libraryName = (file: JsFile): string => {
  for (const { source } of file.bindings.imports.values())
    if (libraries.test(source)) return source.replace(/^@t3-oss\/.*/, 't3-env');
  return 'schema';
};

interface Reading {
  readonly file: JsFile;
  readonly via: string;
  readonly node: Node;
  readonly isPublic?: boolean;
  readonly role?: 'read' | 'declared';
}

/** Every field of the object a schema expression is about: `z.object({...}).extend({...})`, `type({...})`, `{...}`. */
export function addFields(expression: Node | null, reading: Reading, depth = 0): void {
  const { file } = reading;
  const schema = resolved(expression, file.bindings);
  if (schema === null || depth > 12) return;
  if (schema.type === 'ObjectExpression') return objectFields(schema, reading, depth);
  if (schema.type !== 'CallExpression') return;
  const callee = bare(child(schema, 'callee'));
  const name = callee?.type === 'MemberExpression' ? (propertyName(callee) ?? '') : nameOf(callee);
  // A field's own option objects, like refine(fn, { path }), are no fields.
  const holdsFields =
    !/^(?:refine|superRefine|transform|pipe|describe|messages?|options|unknown|default|label|check)$/.test(
      name,
    );
  if (holdsFields || name === 'pipe')
    for (const argument of children(schema, 'arguments')) addFields(argument, reading, depth + 1);
  if (callee?.type === 'MemberExpression') addFields(child(callee, 'object'), reading, depth + 1);
}

function objectFields(object: Node, reading: Reading, depth: number): void {
  for (const property of children(object, 'properties')) {
    if (property.type === 'SpreadElement') {
      addFields(child(property, 'argument'), reading, depth + 1);
      continue;
    }
    const written = keyOf(property) ?? '';
    const key = written.replace(/\?$/, '');
    if (!isUpperName(key)) continue;
    const rule = fieldRule(child(property, 'value'), reading.file);
    const need = written === key ? rule.need : 'optional';
    const { via, isPublic, role } = reading;
    reading.file.add(key, property, {
      ...rule,
      need,
      via,
      ...(isPublic === undefined ? {} : { isPublic }),
      ...(role === undefined ? {} : { role }),
    });
  }
}

/** t3-env: `client` reaches the browser, `server` and `shared` by their names; `runtimeEnv` holds ordinary reads. */
function t3(call: Node, file: JsFile): void {
  const [options] = children(call, 'arguments');
  for (const property of children(resolved(options ?? null, file.bindings), 'properties')) {
    const part = keyOf(property);
    const schema = child(property, 'value');
    if (part === 'client') addFields(schema, { file, via: 't3-env', node: call, isPublic: true });
    else if (part === 'server' || part === 'shared') addFields(schema, { file, via: 't3-env', node: call });
  }
}

/** Nest: `ConfigModule.forRoot({ validationSchema, validate })`. */
function nestOptions(call: Node, file: JsFile): void {
  const callee = bare(child(call, 'callee'));
  if (nameOf(child(callee, 'object')) !== 'ConfigModule') return;
  const [options] = children(call, 'arguments');
  const schema = children(bare(options ?? null), 'properties').find(
    (each) => keyOf(each) === 'validationSchema',
  );
  if (schema !== undefined) addFields(child(schema, 'value'), { file, via: libraryName(file), node: call });
}

/**
 * A schema that stands alone in a file of the configuration (`env.schema.ts`, `config/validation.ts`) and is applied in
 * another: taken when every field has the form of a variable and a schema library is imported.
 */
export function standaloneSchema(node: Node, file: JsFile): void {
  if (node.type !== 'VariableDeclarator' || libraryName(file) === 'schema') return;
  const name = nameOf(child(node, 'id'));
  const isAboutEnv =
    /env|config/i.test(name) || /(?:^|\/)[^/]*(?:env|config)[^/]*(?:\/[^/]*)?$/i.test(file.source.path);
  const init = bare(child(node, 'init'));
  if (!isAboutEnv || init?.type !== 'CallExpression') return;
  const keys = fieldKeys(init);
  if (keys.length === 0 || !keys.every((key) => isUpperName(key.replace(/\?$/, '')))) return;
  addFields(init, { file, via: libraryName(file), node });
}

function fieldKeys(call: Node): readonly string[] {
  const [first] = children(call, 'arguments');
  const object = bare(first ?? null);
  const callee = bare(child(call, 'callee'));
  if (object?.type !== 'ObjectExpression') {
    const inner = callee?.type === 'MemberExpression' ? bare(child(callee, 'object')) : null;
    return inner?.type === 'CallExpression' ? fieldKeys(inner) : [];
  }
  return children(object, 'properties')
    .filter((each) => each.type === 'Property')
    .map((each) => keyOf(each) ?? '');
}

/** class-validator, as Nest's documentation has it: a class whose fields are variables, checked by plainToInstance. */
export function validatedClass(node: Node, file: JsFile): void {
  if (node.type !== 'CallExpression' || !/^plainTo(?:Instance|Class)$/.test(nameOf(child(node, 'callee'))))
    return;
  const [named] = children(node, 'arguments');
  const found = file.bindings.classes.get(nameOf(named));
  for (const field of children(child(found, 'body'), 'body')) {
    const key = keyOf(field);
    if (field.type !== 'PropertyDefinition' || key === null || !isUpperName(key)) continue;
    const words = children(field, 'decorators').map((each) => decoratorName(each));
    const isOptional =
      words.includes('IsOptional') || field['optional'] === true || child(field, 'value') !== null;
    const typed = text(child(child(field, 'typeAnnotation'), 'typeAnnotation'), 'type');
    const type = typed === 'TSNumberKeyword' ? 'number' : typed === 'TSBooleanKeyword' ? 'boolean' : null;
    file.add(key, field, {
      via: 'class-validator',
      need: isOptional ? 'optional' : 'required',
      fallback: stringOf(child(field, 'value')),
      type,
    });
  }
}

const decoratorName = (decorator: Node): string => {
  const expression = child(decorator, 'expression');
  return nameOf(expression?.type === 'CallExpression' ? child(expression, 'callee') : expression);
};
