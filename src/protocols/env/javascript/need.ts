import type { EnvNeed, EnvType } from '../use.ts';
import {
  bare,
  child,
  children,
  isWrapper,
  nameOf,
  plainValue,
  propertyName,
  text,
  type Node,
} from './node.ts';
import type { JsFile } from './file.ts';

export interface Circumstances {
  readonly need: EnvNeed;
  readonly fallback: string | null;
  readonly type: EnvType | null;
}

/** What the code around a read says about it: a default, a check that throws, a conversion. */
export function circumstances(read: Node, file: JsFile): Circumstances {
  let type: EnvType | null = null;
  let at = read;
  for (const parent of file.tree.ancestorsOf(read)) {
    if (isWrapper(parent)) {
      if (parent.type === 'TSNonNullExpression') return { need: 'required', fallback: null, type };
    } else {
      const told = fromParent(parent, at, file);
      if (told !== null) return { ...told, type: told.type ?? type };
      const converted = convertedBy(parent, at);
      if (converted === null) return { need: 'expected', fallback: null, type };
      type ??= converted === 'same' ? null : converted;
    }
    at = parent;
  }
  return { need: 'expected', fallback: null, type };
}

const optional: Circumstances = { need: 'optional', fallback: null, type: null };
const required: Circumstances = { need: 'required', fallback: null, type: null };

function fromParent(parent: Node, at: Node, file: JsFile): Circumstances | null {
  switch (parent.type) {
    case 'LogicalExpression':
      return logical(parent, at, file);
    case 'ConditionalExpression':
    case 'IfStatement':
    case 'WhileStatement':
      // `if (process.env.X) {...}` and `X ? a : b` work without it.
      return child(parent, 'test') === at ? optional : null;
    case 'UnaryExpression':
      return text(parent, 'operator') === '!' || text(parent, 'operator') === 'typeof'
        ? negated(parent, file)
        : null;
    case 'BinaryExpression':
      return { ...compared(parent, file), type: comparedType(parent, at) };
    case 'MemberExpression':
      return child(parent, 'object') === at && parent['optional'] === true ? optional : null;
    case 'CallExpression':
      return isAssertion(parent) && children(parent, 'arguments')[0] === at ? required : null;
    case 'VariableDeclarator':
      return checkedByName(nameOf(child(parent, 'id')), file);
    default:
      return null;
  }
}

function logical(parent: Node, at: Node, file: JsFile): Circumstances | null {
  if (child(parent, 'left') !== at) return null;
  if (text(parent, 'operator') === '&&') return optional;
  const right = bare(child(parent, 'right'));
  if (right !== null && throwsAway(right, file)) return required;
  if (isEnvRead(right)) return { need: 'optional', fallback: null, type: null };
  const fallback = plainValue(right);
  return { need: 'optional', fallback, type: typeOfLiteral(right) };
}

const isEnvRead = (node: Node | null): boolean =>
  node?.type === 'MemberExpression' && /env$/i.test(nameOf(child(bare(child(node, 'object')), 'property')));

const typeOfLiteral = (node: Node | null): EnvType | null =>
  node?.type === 'Literal' && typeof node['value'] === 'number'
    ? 'number'
    : node?.type === 'Literal' && typeof node['value'] === 'boolean'
      ? 'boolean'
      : null;

/** `if (!process.env.X) throw ...` needs it; `!process.env.X` elsewhere handles its absence. */
function negated(negation: Node, file: JsFile): Circumstances {
  for (const outer of file.tree.ancestorsOf(negation)) {
    if (outer.type === 'IfStatement') return endsHere(child(outer, 'consequent'), file) ? required : optional;
    if (outer.type === 'ArrowFunctionExpression') return collectsMissing(outer, file) ? required : optional;
    if (outer.type !== 'LogicalExpression' && !isWrapper(outer)) break;
  }
  return optional;
}

/** `names.filter((name) => !process.env[name])`: a list of what is missing, kept to complain about it. */
function collectsMissing(callback: Node, file: JsFile): boolean {
  const call = file.tree.parentOf(callback);
  const callee = bare(child(call, 'callee'));
  return callee?.type === 'MemberExpression' && /^(?:filter|some|find)$/.test(propertyName(callee) ?? '');
}

/** Compared with undefined, null or '' it may be a guard; with anything else it works without. */
function compared(comparison: Node, file: JsFile): Circumstances {
  const isAbsence = [child(comparison, 'left'), child(comparison, 'right')].some(
    (side) =>
      nameOf(side) === 'undefined' ||
      (side?.type === 'Literal' && (side['value'] === null || side['value'] === '')),
  );
  const isEqual = /^={2,3}$/.test(text(comparison, 'operator'));
  return isAbsence && isEqual ? negated(comparison, file) : optional;
}

function comparedType(comparison: Node, at: Node): EnvType | null {
  const other = child(comparison, 'left') === at ? child(comparison, 'right') : child(comparison, 'left');
  const value = plainValue(other);
  return value === 'true' || value === 'false' ? 'boolean' : null;
}

/** `const x = process.env.X; if (!x) throw ...`, and `assert(x)`. */
export function checkedByName(name: string, file: JsFile): Circumstances | null {
  if (name === '') return null;
  for (const node of file.tree.nodes) {
    if (node.type === 'IfStatement' && deniesName(child(node, 'test'), name))
      return endsHere(child(node, 'consequent'), file) ? required : optional;
    if (
      node.type === 'CallExpression' &&
      isAssertion(node) &&
      nameOf(bare(children(node, 'arguments')[0] ?? null)) === name
    )
      return required;
  }
  return null;
}

function deniesName(test: Node | null, name: string, depth = 0): boolean {
  const inner = bare(test);
  if (inner === null || depth > 6) return false;
  if (inner.type === 'UnaryExpression')
    return text(inner, 'operator') === '!' && nameOf(bare(child(inner, 'argument'))) === name;
  if (inner.type === 'LogicalExpression' && text(inner, 'operator') === '||')
    return (
      deniesName(child(inner, 'left'), name, depth + 1) || deniesName(child(inner, 'right'), name, depth + 1)
    );
  if (inner.type !== 'BinaryExpression' || !/^={2,3}$/.test(text(inner, 'operator'))) return false;
  return nameOf(child(inner, 'left')) === name && isNothing(child(inner, 'right'));
}

const isNothing = (node: Node | null): boolean =>
  nameOf(node) === 'undefined' ||
  (node?.type === 'Literal' && (node['value'] === null || node['value'] === ''));

/** A throw, `process.exit`, or a call of a function that only throws. */
function endsHere(statement: Node | null, file: JsFile): boolean {
  if (statement === null) return false;
  const body = statement.type === 'BlockStatement' ? children(statement, 'body') : [statement];
  return body.some(
    (each) =>
      each.type === 'ThrowStatement' ||
      (each.type === 'ExpressionStatement' && throwsAway(bare(child(each, 'expression')), file)) ||
      (each.type === 'ReturnStatement' && throwsAway(bare(child(each, 'argument')), file)),
  );
}

export function throwsAway(node: Node | null, file: JsFile, depth = 0): boolean {
  if (node?.type !== 'CallExpression' || depth > 3) return false;
  const callee = bare(child(node, 'callee'));
  if (callee?.type === 'MemberExpression')
    return (
      (nameOf(child(callee, 'object')) === 'process' &&
        /^(?:exit|abort)$/.test(propertyName(callee) ?? '')) ||
      /^(?:invariant|fail|fatal|panic)$/.test(propertyName(callee) ?? '')
    );
  if (callee?.type === 'ArrowFunctionExpression' || callee?.type === 'FunctionExpression')
    return bodyThrows(callee, file, depth);
  const name = nameOf(callee);
  const named = file.bindings.functions.get(name) ?? file.bindings.values.get(name);
  if (named === undefined) return /^(?:throw|raise|missing|fail|panic|bail|required?)(?:[A-Z]|$)/.test(name);
  return bodyThrows(named, file, depth);
}

function bodyThrows(callee: Node, file: JsFile, depth: number): boolean {
  const body = child(callee, 'body');
  if (body?.type === 'CallExpression') return throwsAway(body, file, depth + 1);
  const statements = children(body, 'body');
  return statements.some(
    (each) =>
      each.type === 'ThrowStatement' ||
      (each.type === 'ExpressionStatement' && throwsAway(bare(child(each, 'expression')), file, depth + 1)),
  );
}

function isAssertion(call: Node): boolean {
  const callee = bare(child(call, 'callee'));
  const name = callee?.type === 'MemberExpression' ? (propertyName(callee) ?? '') : nameOf(callee);
  return /^(?:assert\w*|invariant|ok|required?|ensure\w*|nonNull\w*|must)$/.test(name);
}

const converters: Readonly<Record<string, EnvType>> = {
  Number: 'number',
  parseInt: 'integer',
  parseFloat: 'number',
  BigInt: 'integer',
  Boolean: 'boolean',
  URL: 'url',
};

/** The type a call makes of it; `same` when it goes through unchanged; null when the value is simply used. */
function convertedBy(parent: Node, at: Node): EnvType | 'same' | null {
  if (parent.type !== 'CallExpression' && parent.type !== 'NewExpression')
    return parent.type === 'AwaitExpression' ? 'same' : null;
  if (children(parent, 'arguments')[0] !== at) return null;
  const callee = bare(child(parent, 'callee'));
  const name = callee?.type === 'MemberExpression' ? (propertyName(callee) ?? '') : nameOf(callee);
  if (name === 'parse' && nameOf(child(callee, 'object')) === 'JSON') return 'json';
  return Object.hasOwn(converters, name) ? (converters[name] ?? null) : null;
}
