import { bare, child, children, nameOf, propertyName, stringOf, type Node } from './node.ts';
import { resolved } from './bindings.ts';
import { isFunction } from './tree.ts';
import type { JsFile } from './file.ts';

const iterators = new Set(['forEach', 'map', 'filter', 'some', 'every', 'find', 'flatMap', 'reduce']);

/** Names a key takes in a loop over a list written in this file: `for (const k of ['A', 'B'])`, `[...].filter(k => ...)`. */
export function literalList(key: Node | null, at: Node, file: JsFile): readonly string[] | null {
  const name = nameOf(key);
  if (name === '') return null;
  for (const outer of file.tree.ancestorsOf(at)) {
    if (outer.type === 'ForOfStatement' && declares(child(outer, 'left'), name))
      return stringsOf(child(outer, 'right'), file);
    if (!isFunction(outer)) continue;
    const index = children(outer, 'params').findIndex((each) => nameOf(each) === name);
    if (index < 0) continue;
    return iteratedList(outer, file);
  }
  return null;
}

function declares(left: Node | null, name: string): boolean {
  const [declarator] = children(left, 'declarations');
  return nameOf(child(declarator, 'id')) === name;
}

/** The list a callback is run over. */
function iteratedList(callback: Node, file: JsFile): readonly string[] | null {
  const call = file.tree.parentOf(callback);
  if (call?.type !== 'CallExpression') return null;
  const callee = bare(child(call, 'callee'));
  if (callee?.type !== 'MemberExpression' || !iterators.has(propertyName(callee) ?? '')) return null;
  return stringsOf(child(callee, 'object'), file);
}

function stringsOf(list: Node | null, file: JsFile): readonly string[] | null {
  const array = resolved(list, file.bindings);
  if (array?.type !== 'ArrayExpression') return null;
  const texts = children(array, 'elements').map(stringOf);
  return texts.length > 0 && texts.every((each) => each !== null) ? texts : null;
}
