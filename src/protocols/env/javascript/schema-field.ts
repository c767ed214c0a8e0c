import type { EnvNeed, EnvType } from '../use.ts';
import {
  bare,
  child,
  children,
  keyOf,
  nameOf,
  plainValue,
  propertyName,
  stringOf,
  type Node,
} from './node.ts';
import { resolved } from './bindings.ts';
import type { JsFile } from './file.ts';

export interface FieldRule {
  readonly need: EnvNeed;
  readonly fallback: string | null;
  readonly type: EnvType | null;
  readonly choices: readonly string[];
  readonly purpose: string | null;
  readonly isSecret: boolean;
}

const types: Readonly<Record<string, EnvType>> = {
  number: 'number',
  num: 'number',
  float: 'number',
  int: 'integer',
  integer: 'integer',
  bigint: 'integer',
  asInt: 'integer',
  asIntPositive: 'integer',
  asFloat: 'number',
  asFloatPositive: 'number',
  port: 'port',
  asPortNumber: 'port',
  boolean: 'boolean',
  bool: 'boolean',
  stringbool: 'boolean',
  asBool: 'boolean',
  asBoolStrict: 'boolean',
  url: 'url',
  uri: 'url',
  asUrlString: 'url',
  asUrlObject: 'url',
  httpUrl: 'url',
  email: 'email',
  asEmailString: 'email',
  json: 'json',
  asJson: 'json',
  asJsonObject: 'json',
  asJsonArray: 'json',
  enum: 'choice',
  picklist: 'choice',
  asEnum: 'choice',
  nativeEnum: 'choice',
  valid: 'choice',
  literal: 'choice',
  oneOf: 'choice',
  string: 'text',
  str: 'text',
  text: 'text',
  asString: 'text',
  host: 'text',
  IsNumber: 'number',
  IsInt: 'integer',
  IsPort: 'port',
  IsBoolean: 'boolean',
  IsUrl: 'url',
  IsEmail: 'email',
};
const optionalWords = new Set([
  'optional',
  'nullish',
  'exactOptional',
  'undefinedable',
  'nullable',
  'catch',
  'IsOptional',
  'Optional',
  'undefined',
]);
const defaultWords = new Set(['default', 'prefault', 'fallback', '_default', 'withDefault', 'catch']);

/** What a schema expression says of one variable: `z.coerce.number().default(3000)`, `str({ default: 'x' })`, `'string?'`. */
export function fieldRule(expression: Node | null, file: JsFile): FieldRule {
  const rule: Draft = {
    need: 'required',
    fallback: null,
    type: null,
    choices: [],
    purpose: null,
    isSecret: false,
  };
  readField(expression, { file, rule, depth: 0 });
  return rule;
}

type Draft = { -readonly [K in keyof FieldRule]: FieldRule[K] };
interface Reading {
  readonly file: JsFile;
  readonly rule: Draft;
  readonly depth: number;
}

function readField(expression: Node | null, reading: Reading): void {
  const node = resolved(expression, reading.file.bindings);
  if (node === null || reading.depth > 25) return;
  const text = stringOf(node);
  if (text !== null) return arktypeText(text, reading.rule);
  const next = { ...reading, depth: reading.depth + 1 };
  if (node.type === 'MemberExpression') {
    word(propertyName(node) ?? '', [], next);
    return readField(child(node, 'object'), next);
  }
  if (node.type !== 'CallExpression') return;
  const callee = bare(child(node, 'callee'));
  const given = children(node, 'arguments');
  if (callee?.type === 'MemberExpression') {
    word(propertyName(callee) ?? '', given, next);
    readField(child(callee, 'object'), next);
  } else word(nameOf(callee), given, next);
  // Functional schemas wrap the inner one: v.optional(v.string()), v.pipe(v.string(), v.url()), z.preprocess(f, z.number()).
  for (const argument of given) if (isSchemaCall(argument)) readField(argument, next);
}

const isSchemaCall = (node: Node): boolean => bare(node)?.type === 'CallExpression';

function word(name: string, given: readonly Node[], { rule, file }: Reading): void {
  const [first] = given;
  if (optionalWords.has(name)) {
    rule.need = 'optional';
    const last = given.at(-1);
    if (given.length > 1) rule.fallback ??= plainValue(bare(last ?? null));
  }
  if (defaultWords.has(name) && given.length > 0) {
    rule.need = 'optional';
    rule.fallback ??= plainValue(bare(given.at(-1) ?? null));
  }
  if (name === 'describe' || name === 'description' || name === 'meta') rule.purpose ??= stringOf(first);
  if (name === 'redacted' || name === 'secret') rule.isSecret = true;
  if (Object.hasOwn(types, name) && (rule.type === null || rule.type === 'text'))
    rule.type = types[name] ?? rule.type;
  if (rule.type === 'choice' && rule.choices.length === 0 && Object.hasOwn(types, name))
    rule.choices = choicesOf(given, file);
  if (first !== undefined) options(bare(first), { rule, file, depth: 0 });
}

/** envalid, astro and convict say it in an object: `{ default, devDefault, desc, doc, choices, optional, access }`. */
function options(node: Node | null, { rule, file }: Reading): void {
  if (node?.type !== 'ObjectExpression') return;
  for (const property of children(node, 'properties')) {
    const key = keyOf(property);
    const value = bare(child(property, 'value'));
    if (key === 'default') {
      if (nameOf(value) === 'undefined') rule.need = 'optional';
      else if (value?.['value'] !== null || value.type !== 'Literal') {
        rule.need = 'optional';
        rule.fallback ??= plainValue(value);
      }
    } else if (key === 'optional' && value?.['value'] === true) rule.need = 'optional';
    else if (key === 'desc' || key === 'doc' || key === 'description') rule.purpose ??= stringOf(value);
    else if (key === 'access' && stringOf(value) === 'secret') rule.isSecret = true;
    else if (key === 'sensitive' && value?.['value'] === true) rule.isSecret = true;
    else if (key === 'choices') {
      rule.choices = choicesOf(value === null ? [] : [value], file);
      if (rule.choices.length > 0) rule.type = 'choice';
    }
  }
}

function choicesOf(given: readonly Node[], file: JsFile): readonly string[] {
  const [first] = given;
  const list = resolved(first ?? null, file.bindings);
  const nodes = list?.type === 'ArrayExpression' ? children(list, 'elements') : given;
  return nodes.map((each) => stringOf(bare(each))).filter((each) => each !== null);
}

/** arktype and similar: `'string'`, `'number.integer'`, `"'a' | 'b'"`, `'string = "x"'`. */
function arktypeText(text: string, rule: Draft): void {
  const [type = '', fallback] = text.split(/\s=\s/);
  if (fallback !== undefined) {
    rule.need = 'optional';
    rule.fallback = fallback.trim().replaceAll(/^["']|["']$/g, '');
  }
  if (/\bundefined\b|\?$/.test(type)) rule.need = 'optional';
  if (/^'[^']*'(?:\s*\|\s*'[^']*')+$/.test(type.trim())) {
    rule.type = 'choice';
    rule.choices = [...type.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '');
  } else if (type.includes('integer')) rule.type = 'integer';
  else if (type.includes('number') || type.includes('numeric')) rule.type = 'number';
  else if (type.includes('boolean')) rule.type = 'boolean';
  else if (type.includes('url')) rule.type = 'url';
  else if (type.includes('email')) rule.type = 'email';
  else if (type.includes('string')) rule.type = 'text';
}
