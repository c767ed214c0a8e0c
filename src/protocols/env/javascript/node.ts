/** A node of the ESTree that oxc-parser gives; fields are read through the functions below, which check their form. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

export function child(node: Node | null | undefined, field: string): Node | null {
  const value = node?.[field];
  return isNode(value) ? value : null;
}

export function children(node: Node | null | undefined, field: string): readonly Node[] {
  const value = node?.[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

export function text(node: Node | null | undefined, field: string): string {
  const value = node?.[field];
  return typeof value === 'string' ? value : '';
}

export const nameOf = (node: Node | null | undefined): string =>
  node?.type === 'Identifier' || node?.type === 'PrivateIdentifier' ? text(node, 'name') : '';

/** The value of a string literal or of a template without holes; null otherwise. */
export function stringOf(node: Node | null | undefined): string | null {
  if (node?.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : null;
  if (node?.type !== 'TemplateLiteral' || children(node, 'expressions').length > 0) return null;
  const [only] = children(node, 'quasis');
  const value = only?.['value'];
  return typeof value === 'object' && value !== null ? text(value as Node, 'cooked') : null;
}

/** A string, number, boolean or null as it would stand in a file of variables; null when it is none of these. */
export function plainValue(node: Node | null | undefined): string | null {
  const asText = stringOf(node);
  if (asText !== null) return asText;
  if (node?.type === 'Literal') {
    const value = node['value'];
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
  }
  if (node?.type === 'UnaryExpression' && text(node, 'operator') === '-') {
    const inner = plainValue(child(node, 'argument'));
    return inner === null ? null : `-${inner}`;
  }
  return null;
}

const wrappers = new Set([
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'ParenthesizedExpression',
  'ChainExpression',
]);

/** Without types, brackets and optional chaining around it. */
export function bare(node: Node | null): Node | null {
  let inner = node;
  for (let depth = 0; inner !== null && wrappers.has(inner.type) && depth < 50; depth += 1)
    inner = child(inner, 'expression');
  return inner;
}

export const isWrapper = (node: Node): boolean => wrappers.has(node.type);

/** `a.b` and `a['b']`: `b`; null when it is made at run time. */
export function propertyName(member: Node): string | null {
  const property = child(member, 'property');
  return member['computed'] === true ? stringOf(bare(property)) : nameOf(property) || null;
}

/** The key of an object's property: `a`, `'a'`, `['a']`. */
export function keyOf(property: Node): string | null {
  const key = child(property, 'key');
  if (property['computed'] === true) return stringOf(key);
  return nameOf(key) || stringOf(key);
}
