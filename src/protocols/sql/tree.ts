import type { SqlNode } from './parse.ts';

const isObject = (value: unknown): value is SqlNode =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field that is a node of its own, wrapped by its type or not. */
export function field(node: SqlNode | null | undefined, name: string): SqlNode | null {
  const value = node?.[name];
  return isObject(value) ? value : null;
}

export function list(node: SqlNode | null | undefined, name: string): readonly SqlNode[] {
  const value = node?.[name];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function text(node: SqlNode | null | undefined, name: string): string {
  const value = node?.[name];
  return typeof value === 'string' ? value : '';
}

export const isOn = (node: SqlNode | null | undefined, name: string): boolean => node?.[name] === true;

/** `{ ColumnDef: {...} }`: the inside, when it is of that type. */
export const as = (node: SqlNode | null | undefined, type: string): SqlNode | null => field(node, type);

/** `schema.table`, or `table`; lower case as PostgreSQL folded it. */
export function relationName(range: SqlNode | null | undefined): string {
  const [schema, name] = [text(range, 'schemaname'), text(range, 'relname')];
  return schema === '' || schema === 'public' ? name : `${schema}.${name}`;
}

/** A name given as a list of strings: `public.users`. */
export const joinedName = (items: readonly SqlNode[]): string =>
  items
    .map((each) => text(as(each, 'String'), 'sval'))
    .filter((each) => each !== '' && each !== 'public')
    .join('.');

/** The words of a type: `int4`, `varchar`, `timestamptz`; without `pg_catalog`. */
export const typeName = (column: SqlNode | null): string =>
  list(field(column, 'typeName'), 'names')
    .map((each) => text(as(each, 'String'), 'sval'))
    .filter((each) => each !== 'pg_catalog')
    .join('.');

const maxNodes = 50_000;

/** Every node below one, with the type it is wrapped in. */
export function* below(root: unknown): Generator<{ readonly type: string; readonly node: SqlNode }> {
  const waiting: unknown[] = [root];
  for (let seen = 0; waiting.length > 0 && seen < maxNodes; seen += 1) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const [type, child] of Object.entries(value)) {
      waiting.push(child);
      if (isObject(child)) yield { type, node: child };
    }
  }
}
