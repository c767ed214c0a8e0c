import type { EnvWrapper } from '../use.ts';
import { bare, child, children, keyOf, nameOf, stringOf, text, type Node } from './node.ts';
import type { Tree } from './tree.ts';

export interface ImportedName {
  readonly source: string;
  /** `default`, `*`, or the exported name. */
  readonly name: string;
}

/**
 * What names stand for in one file, whatever their block: a name declared twice with different values is not resolved,
 * so that shadowing never invents anything.
 */
export interface Bindings {
  readonly imports: ReadonlyMap<string, ImportedName>;
  readonly values: ReadonlyMap<string, Node>;
  /** Everything a name is given anywhere in the file. */
  readonly allValues: ReadonlyMap<string, readonly Node[]>;
  readonly functions: ReadonlyMap<string, Node>;
  readonly classes: ReadonlyMap<string, Node>;
  /** Imported names that are the whole environment of another file: how it is written there. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Local names of `const { a: local } = <object>`, with the object and the key. */
  readonly parts: ReadonlyMap<string, { readonly object: Node; readonly key: string }>;
}

export function bindingsOf(tree: Tree, wrappers: readonly EnvWrapper[] = []): Bindings {
  const imports = new Map<string, ImportedName>();
  const allValues = new Map<string, Node[]>();
  const functions = new Map<string, Node>();
  const classes = new Map<string, Node>();
  const parts = new Map<string, { object: Node; key: string }>();
  const bind = (name: string, value: Node | null): void => {
    if (name === '' || value === null) return;
    const all = allValues.get(name) ?? [];
    all.push(value);
    allValues.set(name, all);
  };
  for (const node of tree.nodes) {
    if (node.type === 'ImportDeclaration') addImports(node, imports);
    else if (node.type === 'VariableDeclarator') {
      const [id, init] = [child(node, 'id'), bare(child(node, 'init'))];
      bind(nameOf(id), init);
      if (id?.type === 'ObjectPattern' && init !== null) addParts(id, init, parts);
      addRequire(id, init, imports);
    } else if (node.type === 'AssignmentPattern')
      bind(nameOf(child(node, 'left')), bare(child(node, 'right')));
    else if (node.type === 'FunctionDeclaration') functions.set(nameOf(child(node, 'id')), node);
    else if (node.type === 'ClassDeclaration') classes.set(nameOf(child(node, 'id')), node);
  }
  const single = [...allValues].flatMap(([name, [only, second]]) =>
    only !== undefined && second === undefined ? [[name, only] as const] : [],
  );
  const aliases = aliasesOf(imports, wrappers);
  return { imports, values: new Map(single), allValues, functions, classes, parts, aliases };
}

function aliasesOf(
  imports: ReadonlyMap<string, ImportedName>,
  wrappers: readonly EnvWrapper[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [local, { source, name }] of imports) {
    const alias = wrappers.find(
      (each) => each.argument === -1 && each.name === name && isSameModule(source, each.path),
    );
    if (alias !== undefined) found.set(local, alias.via);
  }
  return found;
}

/** `./env`, `@/lib/env.js` and `~/env` for `src/lib/env.ts`; a folder for its index file. */
export function isSameModule(source: string, path: string): boolean {
  const last =
    source
      .replace(/\.[cm]?[jt]sx?$/, '')
      .split('/')
      .at(-1) ?? '';
  const parts = path.replace(/\.[cm]?[jt]sx?$/, '').split('/');
  return last === parts.at(-1) || (parts.at(-1) === 'index' && last === parts.at(-2));
}

function addImports(node: Node, imports: Map<string, ImportedName>): void {
  const source = stringOf(child(node, 'source')) ?? '';
  for (const each of children(node, 'specifiers')) {
    const local = nameOf(child(each, 'local'));
    const imported = child(each, 'imported');
    const name =
      each.type === 'ImportDefaultSpecifier'
        ? 'default'
        : each.type === 'ImportNamespaceSpecifier'
          ? '*'
          : nameOf(imported) || (stringOf(imported) ?? '');
    imports.set(local, { source, name });
  }
}

/** `const x = require('y')` and `const { z } = require('y')`. */
function addRequire(id: Node | null, init: Node | null, imports: Map<string, ImportedName>): void {
  if (init?.type !== 'CallExpression' || nameOf(child(init, 'callee')) !== 'require') return;
  const source = stringOf(children(init, 'arguments')[0]);
  if (source === null || id === null) return;
  if (id.type === 'Identifier') imports.set(nameOf(id), { source, name: 'default' });
  for (const property of children(id, 'properties')) {
    const local = nameOf(child(property, 'value'));
    if (local !== '') imports.set(local, { source, name: keyOf(property) ?? '' });
  }
}

function addParts(pattern: Node, object: Node, parts: Map<string, { object: Node; key: string }>): void {
  for (const property of children(pattern, 'properties')) {
    const value = child(property, 'value');
    const local = nameOf(value?.type === 'AssignmentPattern' ? child(value, 'left') : value);
    const key = keyOf(property);
    if (property.type === 'Property' && local !== '' && key !== null) parts.set(local, { object, key });
  }
}

/** The text a name or a literal stands for: `'A'`, `const A = 'A'`, `Names.A` of an object in this file. */
export function constantText(node: Node | null, bindings: Bindings): string | null {
  const inner = bare(node);
  const literal = stringOf(inner);
  if (literal !== null || inner === null) return literal;
  if (inner.type === 'Identifier') return stringOf(bindings.values.get(nameOf(inner)) ?? null);
  if (inner.type !== 'MemberExpression' || inner['computed'] === true) return null;
  const object = bindings.values.get(nameOf(child(inner, 'object'))) ?? null;
  const key = nameOf(child(inner, 'property'));
  const property = children(bare(object), 'properties').find((each) => keyOf(each) === key);
  return stringOf(child(property, 'value'));
}

/** What an expression stands for, names followed up to a depth. */
export function resolved(node: Node | null, bindings: Bindings, depth = 0): Node | null {
  const inner = bare(node);
  if (inner?.type !== 'Identifier' || depth > 8) return inner;
  const value = bindings.values.get(text(inner, 'name'));
  return value === undefined ? inner : resolved(value, bindings, depth + 1);
}
