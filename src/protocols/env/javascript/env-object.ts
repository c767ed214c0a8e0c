import { bare, child, children, nameOf, propertyName, stringOf, text, type Node } from './node.ts';
import type { Bindings } from './bindings.ts';

const processModules = new Set(['process', 'node:process']);
const globals = new Set(['globalThis', 'global', 'window', 'self']);
const maxDepth = 10;

/** How an expression that is the whole environment is written (`process.env`, `import.meta.env`); null when it is not. */
export function envObject(node: Node | null, bindings: Bindings, depth = 0): string | null {
  const inner = bare(node);
  if (inner === null || depth > maxDepth) return null;
  switch (inner.type) {
    case 'MemberExpression':
      return envMember(inner, bindings);
    case 'Identifier':
      return envName(nameOf(inner), bindings, depth);
    case 'ObjectExpression':
      return spreadEnv(inner, bindings, depth);
    case 'LogicalExpression':
      return (
        envObject(child(inner, 'left'), bindings, depth + 1) ??
        envObject(child(inner, 'right'), bindings, depth + 1)
      );
    case 'ConditionalExpression':
      return (
        envObject(child(inner, 'consequent'), bindings, depth + 1) ??
        envObject(child(inner, 'alternate'), bindings, depth + 1)
      );
    case 'CallExpression':
      return envCall(inner, bindings, depth);
    default:
      return null;
  }
}

function envMember(member: Node, bindings: Bindings): string | null {
  const name = propertyName(member);
  const object = bare(child(member, 'object'));
  if (name === 'env') {
    if (object?.type === 'MetaProperty') return 'import.meta.env';
    const owner = ownerName(object, bindings);
    if (owner === 'process' || owner === 'Bun') return `${owner}.env`;
  }
  // Remix' convention: the root loader hands `ENV` to the page, which puts it on window.
  if (name === 'ENV' && object?.type === 'Identifier' && globals.has(nameOf(object))) return 'window.ENV';
  return null;
}

function ownerName(object: Node | null, bindings: Bindings): string {
  if (object?.type === 'Identifier') {
    const name = nameOf(object);
    const imported = bindings.imports.get(name);
    return imported !== undefined && processModules.has(imported.source) ? 'process' : name;
  }
  if (object?.type === 'MemberExpression' && globals.has(nameOf(bare(child(object, 'object')))))
    return propertyName(object) ?? '';
  if (object?.type === 'CallExpression' && nameOf(child(object, 'callee')) === 'require')
    return processModules.has(stringOf(children(object, 'arguments')[0]) ?? '') ? 'process' : '';
  return '';
}

function envName(name: string, bindings: Bindings, depth: number): string | null {
  const imported = bindings.imports.get(name);
  if (imported !== undefined)
    return bindings.aliases.get(name) ?? importedEnv(imported.source, imported.name);
  const part = bindings.parts.get(name);
  if (part !== undefined && part.key === 'env') {
    const owner = ownerName(part.object, bindings);
    if (owner === 'process' || owner === 'Bun') return `${owner}.env`;
    if (part.object.type === 'MetaProperty') return 'import.meta.env';
  }
  // A name used twice in a file counts only when it means the environment each time.
  const meanings = (bindings.allValues.get(name) ?? []).map((value) => envObject(value, bindings, depth + 1));
  return meanings.every((via) => via !== null) ? (meanings[0] ?? null) : null;
}

function importedEnv(source: string, name: string): string | null {
  if (name === 'env' && processModules.has(source)) return 'process.env';
  if (name === 'env' && source === 'bun') return 'Bun.env';
  if (name === 'env' && source.startsWith('$env/dynamic/')) return source;
  if (name === '*' && source.startsWith('$env/static/')) return source;
  return null;
}

/** `{ ...process.env, EXTRA: 1 }` behaves as the environment for reads. */
function spreadEnv(object: Node, bindings: Bindings, depth: number): string | null {
  for (const property of children(object, 'properties')) {
    if (property.type !== 'SpreadElement') continue;
    const via = envObject(child(property, 'argument'), bindings, depth + 1);
    if (via !== null) return via;
  }
  return null;
}

/** `Object.assign({}, process.env)`, vite's `loadEnv(mode, dir)`, Hono's `env(c)`, `Deno.env.toObject()`. */
function envCall(call: Node, bindings: Bindings, depth: number): string | null {
  const callee = bare(child(call, 'callee'));
  const name = nameOf(callee);
  if (name === 'loadEnv' && bindings.imports.get(name)?.source === 'vite') return 'loadEnv';
  if (name === 'env' && bindings.imports.get(name)?.source === 'hono/adapter') return 'hono/adapter';
  if (callee?.type !== 'MemberExpression') return null;
  const method = text(child(callee, 'property'), 'name');
  if (isDenoEnv(child(callee, 'object')) && method === 'toObject') return 'Deno.env';
  const isCopy = method === 'assign' || method === 'freeze' || method === 'structuredClone';
  if (!isCopy || nameOf(child(callee, 'object')) !== 'Object') return null;
  for (const argument of children(call, 'arguments')) {
    const via = envObject(argument, bindings, depth + 1);
    if (via !== null) return via;
  }
  return null;
}

export function isDenoEnv(node: Node | null): boolean {
  const inner = bare(node);
  return (
    inner?.type === 'MemberExpression' &&
    propertyName(inner) === 'env' &&
    nameOf(child(inner, 'object')) === 'Deno'
  );
}
