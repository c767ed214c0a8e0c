import { checkedByName, circumstances } from './need.ts';
import { constantText } from './bindings.ts';
import { envObject } from './env-object.ts';
import { bare, child, children, isWrapper, nameOf, propertyName, text, type Node } from './node.ts';
import type { JsFile } from './file.ts';
import { literalList } from './literal-list.ts';
import { isFunction } from './tree.ts';
import { wrapperAround } from './wrappers.ts';

/** `process.env.X`, `process.env['X']`, `env[NAME]`, `'X' in process.env`. */
export function memberRead(node: Node, file: JsFile): void {
  if (node.type === 'BinaryExpression' && text(node, 'operator') === 'in') return inRead(node, file);
  if (node.type !== 'MemberExpression') return;
  const via = envObject(child(node, 'object'), file.bindings);
  if (via === null || isParameter(bare(child(node, 'object')), file)) return;
  const name = propertyName(node);
  if (name !== null) return named(node, name, { file, via });
  computed(node, { file, via });
}

/** `fetch(request, env)`: a parameter of that name is something else, whatever stands outside. */
function isParameter(object: Node | null, file: JsFile): boolean {
  const name = nameOf(object);
  if (name === '' || object === null) return false;
  for (const outer of file.tree.ancestorsOf(object))
    if (isFunction(outer) && children(outer, 'params').some((each) => nameOf(each) === name)) return true;
  return false;
}

interface Reading {
  readonly file: JsFile;
  readonly via: string;
}

function named(node: Node, name: string, { file, via }: Reading): void {
  const place = outermost(node, file);
  const parent = file.tree.parentOf(place);
  if (parent?.type === 'CallExpression' && child(parent, 'callee') === place) return;
  const isWritten =
    (parent?.type === 'AssignmentExpression' && child(parent, 'left') === place) ||
    (parent?.type === 'UnaryExpression' && text(parent, 'operator') === 'delete');
  if (!isWritten) return file.add(name, node, { via, ...circumstances(node, file), ...publicBy(node, file) });
  const operator = text(parent, 'operator');
  // `process.env.X ??= 'y'` reads it and gives it a default.
  if (operator === '??=' || operator === '||=') file.add(name, node, { via, need: 'optional' });
  else if (operator === '=') file.add(name, node, { via, role: 'set', need: 'optional' });
}

function outermost(node: Node, file: JsFile): Node {
  let place = node;
  for (const outer of file.tree.ancestorsOf(node)) {
    if (!isWrapper(outer)) break;
    place = outer;
  }
  return place;
}

/** Remix hands `ENV: { X: process.env.X }` to the page; Next.js inlines what `env: {...}` of its config names. */
function publicBy(node: Node, file: JsFile): { readonly isPublic?: true } {
  for (const outer of file.tree.ancestorsOf(node)) {
    if (outer.type !== 'Property') continue;
    const key = nameOf(child(outer, 'key'));
    if (key === 'ENV') return { isPublic: true };
    if (key === 'env' && /(?:^|\/)next\.config\.[cm]?[jt]s$/.test(file.source.path))
      return { isPublic: true };
    if (key === 'publicRuntimeConfig') return { isPublic: true };
  }
  return {};
}

function computed(node: Node, { file, via }: Reading): void {
  const key = bare(child(node, 'property'));
  const constant = constantText(key, file.bindings);
  if (constant !== null) return named(node, constant, { file, via });
  const listed = literalList(key, node, file);
  if (listed !== null) {
    for (const name of listed) named(node, name, { file, via });
    return;
  }
  if (key?.type === 'ConditionalExpression') {
    const both = ['consequent', 'alternate'].map((side) => constantText(child(key, side), file.bindings));
    if (both.every((name) => name !== null)) return both.forEach((name) => named(node, name, { file, via }));
  }
  const wrapper = wrapperAround(node, key, { file, via });
  if (wrapper === null) file.addDynamic(node);
  else file.wrappers.push(wrapper);
}

function inRead(node: Node, file: JsFile): void {
  const via = envObject(child(node, 'right'), file.bindings);
  const name = constantText(child(node, 'left'), file.bindings);
  if (via !== null && name !== null) file.add(name, node, { via, need: 'optional' });
}

/** `const { A, B: b, C = 'x' } = process.env`, nested `{ env: { A } } = process`, and the same as a parameter. */
export function patternRead(node: Node, file: JsFile): void {
  const [pattern, value] =
    node.type === 'VariableDeclarator'
      ? [child(node, 'id'), child(node, 'init')]
      : node.type === 'AssignmentPattern' || node.type === 'AssignmentExpression'
        ? [child(node, 'left'), child(node, 'right')]
        : [null, null];
  if (pattern?.type !== 'ObjectPattern' || value === null) return;
  const via = envObject(value, file.bindings);
  if (via !== null) return destructured(pattern, { file, via });
  const owner = bare(value);
  const isProcess = nameOf(owner) === 'process' || nameOf(owner) === 'Bun' || owner?.type === 'MetaProperty';
  if (!isProcess) return;
  const inner = children(pattern, 'properties').find((each) => nameOf(child(each, 'key')) === 'env');
  const nested = child(inner, 'value');
  const nestedVia = owner?.type === 'MetaProperty' ? 'import.meta.env' : `${nameOf(owner)}.env`;
  if (nested?.type === 'ObjectPattern') destructured(nested, { file, via: nestedVia });
}

function destructured(pattern: Node, { file, via }: Reading): void {
  for (const property of children(pattern, 'properties')) {
    if (property.type === 'RestElement') {
      file.addDynamic(property);
      continue;
    }
    const name = constantKey(property, file);
    if (name === null) file.addDynamic(property);
    else file.add(name, property, { via, ...destructuredNeed(property, file) });
  }
}

function constantKey(property: Node, file: JsFile): string | null {
  const key = child(property, 'key');
  return property['computed'] === true
    ? constantText(key, file.bindings)
    : nameOf(key) || constantText(key, file.bindings);
}

function destructuredNeed(property: Node, file: JsFile) {
  const value = child(property, 'value');
  if (value?.type !== 'AssignmentPattern') {
    return { need: checkedByName(nameOf(value), file)?.need ?? ('expected' as const) };
  }
  const fallback = bare(child(value, 'right'));
  return {
    need: 'optional' as const,
    fallback: fallback === null ? null : (constantText(fallback, file.bindings) ?? literalText(fallback)),
  };
}

const literalText = (node: Node): string | null => {
  const value = node['value'];
  return node.type === 'Literal' && (typeof value === 'number' || typeof value === 'boolean')
    ? String(value)
    : null;
};
