import { isUpperName, type EnvNeed } from '../use.ts';
import { constantText, type Bindings } from './bindings.ts';
import { envObject, isDenoEnv } from './env-object.ts';
import { bare, child, children, keyOf, nameOf, plainValue, propertyName, type Node } from './node.ts';
import { circumstances } from './need.ts';
import { fieldRule } from './schema-field.ts';
import type { JsFile } from './file.ts';

/** Reads that are calls: Deno, env-var, Nest's ConfigService, effect's Config, Prisma's env(), webpack's EnvironmentPlugin. */
export function callRead(node: Node, file: JsFile): void {
  if (node.type === 'NewExpression') return environmentPlugin(node, file);
  if (node.type === 'ObjectExpression') return convictField(node, file);
  if (node.type !== 'CallExpression') return;
  const callee = bare(child(node, 'callee'));
  if (callee?.type === 'MemberExpression') methodRead(node, callee, file);
  else functionRead(node, nameOf(callee), file);
}

function methodRead(call: Node, callee: Node, file: JsFile): void {
  const object = bare(child(callee, 'object'));
  const method = propertyName(callee) ?? '';
  const given = children(call, 'arguments');
  const name = constantText(given[0] ?? null, file.bindings);
  if (isDenoEnv(object)) return denoRead(call, { method, name, file });
  const library = libraryOf(object, file.bindings);
  if (library === 'env-var' && method === 'get' && name !== null) return envVarChain(call, name, file);
  if (library === 'effect' && nameOf(object) === 'Config' && name !== null && isUpperName(name)) {
    const rule = fieldRule(outermostChain(call, file), file);
    return file.add(name, call, {
      ...rule,
      via: 'effect',
      isSecret: method === 'redacted' || method === 'secret',
    });
  }
  if (
    method === 'hasOwn' &&
    nameOf(object) === 'Object' &&
    envObject(given[0] ?? null, file.bindings) !== null
  ) {
    const asked = constantText(given[1] ?? null, file.bindings);
    if (asked !== null) file.add(asked, call, { via: 'process.env', need: 'optional' });
  }
  if ((method === 'get' || method === 'getOrThrow') && name !== null)
    nestRead(call, { method, name, file, object });
}

function denoRead(
  call: Node,
  at: { readonly method: string; readonly name: string | null; readonly file: JsFile },
): void {
  const { method, name, file } = at;
  if (method !== 'get' && method !== 'has') return;
  if (name === null) return file.addDynamic(call);
  const details = method === 'has' ? { need: 'optional' as const } : circumstances(call, file);
  file.add(name, call, { via: 'Deno.env', ...details });
}

function libraryOf(object: Node | null, bindings: Bindings): string {
  const direct = bindings.imports.get(nameOf(object));
  if (direct !== undefined) return direct.source;
  const value = bindings.values.get(nameOf(object));
  if (value?.type !== 'CallExpression') return '';
  const callee = bare(child(value, 'callee'));
  return (
    bindings.imports.get(nameOf(callee?.type === 'MemberExpression' ? child(callee, 'object') : callee))
      ?.source ?? ''
  );
}

/** The longest chain of calls that begins here: `env.get('X').required().asPortNumber()`. */
function outermostChain(call: Node, file: JsFile): Node {
  let last = call;
  for (const outer of file.tree.ancestorsOf(call)) {
    const isChain =
      outer.type === 'MemberExpression' ||
      (outer.type === 'CallExpression' && child(outer, 'callee')?.type === 'MemberExpression');
    const isWrapped = outer.type === 'CallExpression' && children(outer, 'arguments').includes(last);
    if (!isChain && !isWrapped) break;
    if (outer.type === 'CallExpression') last = outer;
  }
  return last;
}

function envVarChain(call: Node, name: string, file: JsFile): void {
  const words: { readonly word: string; readonly given: readonly Node[] }[] = [];
  for (const outer of file.tree.ancestorsOf(call)) {
    if (outer.type === 'MemberExpression') words.push({ word: propertyName(outer) ?? '', given: [] });
    else if (outer.type === 'CallExpression') {
      const last = words.at(-1);
      if (last !== undefined) words[words.length - 1] = { ...last, given: children(outer, 'arguments') };
    } else break;
  }
  const fallback = words.find(({ word }) => word === 'default')?.given[0];
  const isRequired = words.some(({ word, given }) => word === 'required' && given[0]?.['value'] !== false);
  const need: EnvNeed = fallback !== undefined ? 'optional' : isRequired ? 'required' : 'optional';
  const { type, choices } = fieldRule(outermostChain(call, file), file);
  const rest = { type, choices, fallback: plainValue(bare(fallback ?? null)) };
  file.add(name, call, { via: 'env-var', need, ...rest });
}

interface NestRead {
  readonly method: string;
  readonly name: string;
  readonly file: JsFile;
  readonly object: Node | null;
}

/** ConfigService of @nestjs/config also serves names of its own (`database.host`): only upper-case ones are variables. */
function nestRead(call: Node, { method, name, file, object }: NestRead): void {
  const isNest = [...file.bindings.imports.values()].some(({ source }) => source === '@nestjs/config');
  const receiver = object?.type === 'MemberExpression' ? (propertyName(object) ?? '') : nameOf(object);
  if (!isNest || !isUpperName(name) || !/config|env/i.test(receiver)) return;
  const second = bare(children(call, 'arguments')[1] ?? null);
  if (method === 'getOrThrow') return file.add(name, call, { via: 'ConfigService', need: 'required' });
  const fallback = plainValue(second);
  const { need, fallback: around, type } = circumstances(call, file);
  if (fallback !== null)
    return file.add(name, call, { via: 'ConfigService', need: 'optional', fallback, type });
  file.add(name, call, { via: 'ConfigService', need, fallback: around, type });
}

function functionRead(call: Node, callee: string, file: JsFile): void {
  const source = file.bindings.imports.get(callee)?.source;
  const name = constantText(children(call, 'arguments')[0] ?? null, file.bindings);
  if (name === null || source === undefined) return;
  if (callee === 'env' && source === 'prisma/config')
    file.add(name, call, { via: 'prisma', need: 'required' });
  if (source === 'astro:env/server' && callee === 'getSecret')
    file.add(name, call, { via: 'astro:env', ...circumstances(call, file), isSecret: true });
}

/** `new webpack.EnvironmentPlugin(['A'])` or `({ A: 'default' })`: copied into the bundle. */
function environmentPlugin(node: Node, file: JsFile): void {
  const callee = bare(child(node, 'callee'));
  const name = callee?.type === 'MemberExpression' ? propertyName(callee) : nameOf(callee);
  if (name !== 'EnvironmentPlugin') return;
  const given = bare(children(node, 'arguments')[0] ?? null);
  for (const element of children(given, 'elements')) {
    const text = constantText(element, file.bindings);
    if (text !== null) file.add(text, element, { via: 'EnvironmentPlugin', isPublic: true });
  }
  for (const property of children(given, 'properties')) {
    const key = keyOf(property);
    const fallback = plainValue(bare(child(property, 'value')));
    if (key !== null)
      file.add(key, property, { via: 'EnvironmentPlugin', isPublic: true, need: 'optional', fallback });
  }
}

/** convict: an object with `env: 'PORT'` beside `default`, `format` or `doc`. */
function convictField(object: Node, file: JsFile): void {
  const fields = new Map(children(object, 'properties').map((each) => [keyOf(each) ?? '', each]));
  const env = fields.get('env');
  const isField = fields.has('default') || fields.has('format') || fields.has('doc');
  if (env === undefined || !isField) return;
  const name = constantText(child(env, 'value'), file.bindings);
  if (name === null || !isUpperName(name)) return;
  const fallback = plainValue(bare(child(fields.get('default'), 'value')));
  const format =
    constantText(child(fields.get('format'), 'value'), file.bindings) ??
    nameOf(child(fields.get('format'), 'value'));
  const type =
    (
      {
        port: 'port',
        int: 'integer',
        nat: 'integer',
        Number: 'number',
        Boolean: 'boolean',
        url: 'url',
        email: 'email',
      } as const
    )[format] ?? null;
  const purpose = constantText(child(fields.get('doc'), 'value'), file.bindings);
  const isSecret = child(fields.get('sensitive'), 'value')?.['value'] === true;
  const need = fallback === null ? 'required' : 'optional';
  file.add(name, env, { via: 'convict', need, fallback, type, purpose, isSecret });
}
