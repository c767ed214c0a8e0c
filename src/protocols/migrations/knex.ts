import {
  bare,
  child,
  children,
  keyOf,
  nameOf,
  propertyName,
  stringOf,
  type Node,
} from '../env/javascript/node.ts';
import { columnType, identifier as q } from './sql-text.ts';

/** What a call on `knex.schema` sends, by Knex' schema builder documentation; null when it is no such call. */
export function knexSteps(call: Node, method: string): readonly string[] | null {
  const callee = bare(child(call, 'callee'));
  if (callee?.type !== 'MemberExpression' || !isSchema(child(callee, 'object'))) return null;
  const given = children(call, 'arguments');
  const [table = '', second = ''] = given.map((each) => stringOf(bare(each)) ?? '');
  switch (method) {
    case 'createTable':
    case 'createTableIfNotExists':
      return [`CREATE TABLE ${q(table)} (id bigserial PRIMARY KEY)`];
    case 'dropTable':
    case 'dropTableIfExists':
      return [`DROP TABLE ${method.endsWith('IfExists') ? 'IF EXISTS ' : ''}${q(table)}`];
    case 'renameTable':
      return [`ALTER TABLE ${q(table)} RENAME TO ${q(second)}`];
    case 'dropSchema':
      return [`DROP SCHEMA ${q(table)}`];
    case 'table':
    case 'alterTable':
      return tableSteps(q(table), given[1] ?? null);
    default:
      return null;
  }
}

/** `knex.schema`, `trx.schema`, and whatever is chained to it. */
function isSchema(object: Node | null, depth = 0): boolean {
  const inner = bare(object);
  if (inner === null || depth > 30) return false;
  if (inner.type === 'MemberExpression')
    return propertyName(inner) === 'schema' || isSchema(child(inner, 'object'), depth + 1);
  return inner.type === 'CallExpression' && isSchema(bare(child(inner, 'callee')), depth + 1);
}

interface Chain {
  readonly words: ReadonlyMap<string, readonly Node[]>;
  readonly first: string;
  readonly given: readonly Node[];
}

/** The chains of calls in `(t) => { t.string('a').notNullable(); ... }`. */
function chainsOf(callback: Node | null): readonly Chain[] {
  const body = child(callback, 'body');
  const statements =
    body?.type === 'BlockStatement'
      ? children(body, 'body').map((each) => child(each, 'expression'))
      : [body];
  return statements.flatMap((statement): readonly Chain[] => {
    const words: [string, readonly Node[]][] = [];
    let at = bare(statement);
    while (at?.type === 'CallExpression' && words.length < 30) {
      const callee = bare(child(at, 'callee'));
      if (callee?.type !== 'MemberExpression') break;
      words.unshift([propertyName(callee) ?? '', children(at, 'arguments')]);
      at = bare(child(callee, 'object'));
    }
    const [first] = words;
    return first === undefined ? [] : [{ words: new Map(words), first: first[0], given: first[1] }];
  });
}

const tableSteps = (table: string, callback: Node | null): readonly string[] =>
  chainsOf(callback).flatMap((chain) => chainSql(table, chain));

function chainSql(table: string, { words, first, given }: Chain): readonly string[] {
  const [name = '', second = ''] = given.map((each) => stringOf(bare(each)) ?? '');
  const columns = listOf(given[0]).map(q).join(', ');
  switch (first) {
    case 'dropColumn':
    case 'dropColumns':
      return [
        `ALTER TABLE ${table} ${given
          .flatMap(listOf)
          .map((each) => `DROP COLUMN ${q(each)}`)
          .join(', ')}`,
      ];
    case 'dropTimestamps':
      return [`ALTER TABLE ${table} DROP COLUMN created_at, DROP COLUMN updated_at`];
    case 'renameColumn':
      return [`ALTER TABLE ${table} RENAME COLUMN ${q(name)} TO ${q(second)}`];
    case 'index':
      return [`CREATE INDEX ON ${table} (${columns})`];
    case 'unique':
      return [`ALTER TABLE ${table} ADD CONSTRAINT ${q('unique_columns')} UNIQUE (${columns})`];
    case 'primary':
      return [`ALTER TABLE ${table} ADD PRIMARY KEY (${columns})`];
    case 'dropIndex':
      return [`DROP INDEX ${q(second === '' ? 'index' : second)}`];
    case 'dropUnique':
    case 'dropForeign':
    case 'dropPrimary':
      return [`ALTER TABLE ${table} DROP CONSTRAINT ${q(second === '' ? 'constraint_name' : second)}`];
    case 'setNullable':
      return [`ALTER TABLE ${table} ALTER COLUMN ${q(name)} DROP NOT NULL`];
    case 'dropNullable':
      return [`ALTER TABLE ${table} ALTER COLUMN ${q(name)} SET NOT NULL`];
    case 'timestamps':
      return [`ALTER TABLE ${table} ADD COLUMN created_at timestamptz, ADD COLUMN updated_at timestamptz`];
    case 'foreign': {
      const target =
        stringOf(bare(words.get('inTable')?.[0] ?? null)) ??
        (stringOf(bare(words.get('references')?.[0] ?? null)) ?? 'other').split('.')[0] ??
        'other';
      return [`ALTER TABLE ${table} ADD FOREIGN KEY (${columns}) REFERENCES ${q(target)} (id)`];
    }
    default:
      return columnSql(table, { words, first, given });
  }
}

function columnSql(table: string, { words, first, given }: Chain): readonly string[] {
  const name = stringOf(bare(given[0] ?? null));
  if (name === null) return [];
  const type =
    first === 'specificType' ? columnType(stringOf(bare(given[1] ?? null)) ?? 'text') : columnType(first);
  if (words.has('alter')) {
    const need = words.has('notNullable') ? `, ALTER COLUMN ${q(name)} SET NOT NULL` : '';
    return [`ALTER TABLE ${table} ALTER COLUMN ${q(name)} TYPE ${type}${need}`];
  }
  const fallback = words.get('defaultTo')?.[0];
  const value = fallback === undefined ? '' : ` DEFAULT ${defaultSql(fallback)}`;
  const target = stringOf(bare(words.get('inTable')?.[0] ?? null));
  const key = words.has('references') ? ` REFERENCES ${q(target ?? 'other')} (id)` : '';
  const column = `ALTER TABLE ${table} ADD COLUMN ${q(name)} ${type}${value}${words.has('notNullable') ? ' NOT NULL' : ''}${words.has('unique') ? ' UNIQUE' : ''}${key}`;
  return words.has('index') ? [column, `CREATE INDEX ON ${table} (${q(name)})`] : [column];
}

/** A plain value is a constant; `knex.raw('...')` is what it says; `knex.fn.uuid()` differs by row, `knex.fn.now()` does not. */
function defaultSql(node: Node): string {
  const inner = bare(node);
  if (inner?.type !== 'CallExpression') return "'x'";
  const raw = stringOf(bare(children(inner, 'arguments')[0] ?? null));
  const callee = bare(child(inner, 'callee'));
  const method = callee?.type === 'MemberExpression' ? (propertyName(callee) ?? '') : nameOf(callee);
  return method === 'raw' && raw !== null ? `(${raw})` : method === 'now' ? 'now()' : 'gen_random_uuid()';
}

const listOf = (node: Node | undefined): readonly string[] => {
  const inner = bare(node ?? null);
  const all =
    inner?.type === 'ArrayExpression'
      ? children(inner, 'elements').map((each) => stringOf(bare(each)))
      : [stringOf(inner)];
  return all.filter((each) => each !== null);
};

export const optionOf = (object: Node | null | undefined, name: string): Node | null =>
  child(
    children(bare(object ?? null), 'properties').find((each) => keyOf(each) === name),
    'value',
  );
