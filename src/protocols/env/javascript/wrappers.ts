import { isUpperName, type EnvNeed, type EnvWrapper } from '../use.ts';
import { constantText, isSameModule } from './bindings.ts';
import { bare, child, children, nameOf, plainValue, propertyName, type Node } from './node.ts';
import { isFunction } from './tree.ts';
import { circumstances } from './need.ts';
import type { JsFile } from './file.ts';

interface Reading {
  readonly file: JsFile;
  readonly via: string;
}

/** The function around a read whose name is one of its parameters; null when the name comes from elsewhere. */
export function wrapperAround(read: Node, key: Node | null, { file, via }: Reading): EnvWrapper | null {
  const name = nameOf(key);
  if (name === '') return null;
  for (const outer of file.tree.ancestorsOf(read)) {
    if (!isFunction(outer)) continue;
    const argument = children(outer, 'params').findIndex((each) => paramName(each) === name);
    if (argument < 0) continue;
    const named = functionName(outer, file);
    if (named === null) return null;
    return {
      ...named,
      argument,
      via,
      need: needOf(outer, read, file),
      path: file.source.path,
      line: file.lineOf(read),
    };
  }
  return null;
}

function paramName(parameter: Node): string {
  const inner = parameter.type === 'TSParameterProperty' ? child(parameter, 'parameter') : parameter;
  return nameOf(inner?.type === 'AssignmentPattern' ? child(inner, 'left') : inner);
}

function functionName(
  node: Node,
  file: JsFile,
): { readonly name: string; readonly isMethod: boolean } | null {
  const own = nameOf(child(node, 'id'));
  if (own !== '') return { name: own, isMethod: false };
  const parent = file.tree.parentOf(node);
  if (parent?.type === 'VariableDeclarator') return { name: nameOf(child(parent, 'id')), isMethod: false };
  const isMember =
    parent?.type === 'MethodDefinition' ||
    parent?.type === 'Property' ||
    parent?.type === 'PropertyDefinition';
  const key = isMember ? nameOf(child(parent, 'key')) : '';
  return key === '' || key === 'constructor' ? null : { name: key, isMethod: true };
}

/** A throw anywhere in the function: it insists; a second parameter or a default: it does not. */
function needOf(wrapper: Node, read: Node, file: JsFile): EnvNeed {
  for (const node of file.tree.nodes)
    if (node.type === 'ThrowStatement' && node.start >= wrapper.start && node.end <= wrapper.end)
      return 'required';
  return circumstances(read, file).need;
}

/** Calls of wrappers with a name written out are reads; a wrapper called with another function's parameter makes that one too. */
export function wrapperCalls(file: JsFile, known: readonly EnvWrapper[]): void {
  const byName = Map.groupBy(
    known.filter(({ argument }) => argument >= 0),
    ({ name }) => name,
  );
  for (const node of file.tree.nodes) {
    if (node.type !== 'CallExpression') continue;
    const wrapper = calledWrapper(node, file, byName);
    if (wrapper === null) continue;
    const argument = children(node, 'arguments')[wrapper.argument] ?? null;
    const name = constantText(argument, file.bindings);
    if (name !== null) addCall(node, name, { file, wrapper });
    else {
      const outer = wrapperAround(node, bare(argument), { file, via: wrapper.via });
      if (outer === null || isKnown(outer, [...known, ...file.wrappers])) continue;
      file.wrappers.push({ ...outer, need: outer.need === 'expected' ? wrapper.need : outer.need });
    }
  }
}

const isKnown = (wrapper: EnvWrapper, known: readonly EnvWrapper[]): boolean =>
  known.some(
    ({ name, path, argument }) =>
      name === wrapper.name && path === wrapper.path && argument === wrapper.argument,
  );

function addCall(
  call: Node,
  name: string,
  at: { readonly file: JsFile; readonly wrapper: EnvWrapper },
): void {
  const { file, wrapper } = at;
  if (!isUpperName(name)) return;
  const around = circumstances(call, file);
  const fallback =
    plainValue(bare(children(call, 'arguments')[wrapper.argument + 1] ?? null)) ?? around.fallback;
  const isDefaulted = fallback !== null || children(call, 'arguments').length > wrapper.argument + 1;
  const need = isDefaulted ? 'optional' : around.need === 'expected' ? wrapper.need : around.need;
  const { name: wrapperName } = wrapper;
  // A second argument of a function that throws is often its message, not a default.
  if (wrapper.need === 'required' && (fallback === null || / /.test(fallback)))
    return file.add(name, call, { via: `${wrapperName}()`, need: 'required', type: around.type });
  file.add(name, call, { via: `${wrapperName}()`, need, fallback, type: around.type });
}

function calledWrapper(
  call: Node,
  file: JsFile,
  byName: ReadonlyMap<string, readonly EnvWrapper[]>,
): EnvWrapper | null {
  const callee = bare(child(call, 'callee'));
  const isMember = callee?.type === 'MemberExpression';
  const local = isMember ? (propertyName(callee) ?? '') : nameOf(callee);
  const imported = isMember ? undefined : file.bindings.imports.get(local);
  const name = imported !== undefined && imported.name !== 'default' ? imported.name : local;
  const isOwn = ({ path }: EnvWrapper): boolean =>
    path === file.source.path ||
    (isMember ? importsModule(file, path) : imported !== undefined && isReachable(imported.source, path));
  return (byName.get(name) ?? []).find(isOwn) ?? null;
}

/** A method of a module's object or class is followed only into files that import that module. */
const importsModule = (file: JsFile, path: string): boolean =>
  [...file.bindings.imports.values()].some(({ source }) => isReachable(source, path));

/** The module itself, an index that passes it on, or a package of the same workspace by its folder's name. */
function isReachable(source: string, path: string): boolean {
  if (isSameModule(source, path)) return true;
  const last = source.split('/').at(-1) ?? '';
  return path.split('/').slice(0, -1).includes(last);
}
