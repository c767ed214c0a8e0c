import { isWord, mysqlTokens, type MysqlToken } from './mysql-text.ts';
import { asPostgres } from './mysql-spelling.ts';
import { readStatement, type Statement } from './statement.ts';

/** A digest or prepared text of MySQL; null when it neither reads nor changes rows. Tables of `database` lose its name. */
export function readMysqlStatement(text: string, database: string): Statement | null {
  const tokens = mysqlTokens(text);
  const kind = kindOf(tokens);
  if (kind === null) return null;
  const parsed = readStatement(asPostgres(tokens));
  const read = parsed ?? plainly(tokens, kind);
  const marks = tokens.filter((token) => token.kind === 'mark').length;
  return {
    ...read,
    tables: [...new Set(read.tables.map((table) => bare(table, database)))],
    aliases: new Map([...read.aliases].map(([alias, table]) => [alias, bare(table, database)])),
    parameters: Array.from({ length: marks }, (_, at) => {
      const place = read.parameters[at] ?? { kind: 'unknown' as const };
      return 'table' in place ? { ...place, table: bare(place.table, database) } : place;
    }),
  };
}

const bare = (table: string, database: string): string =>
  table.startsWith(`${database}.`) ? table.slice(database.length + 1) : table;

const kinds: Readonly<Record<string, Statement['kind']>> = {
  SELECT: 'select',
  WITH: 'select',
  VALUES: 'select',
  TABLE: 'select',
  INSERT: 'insert',
  REPLACE: 'insert',
  UPDATE: 'update',
  DELETE: 'delete',
};

function kindOf(tokens: readonly MysqlToken[]): Statement['kind'] | null {
  const first = tokens.find(({ text }) => text !== '(');
  return first?.kind === 'word' ? (kinds[first.text.toUpperCase()] ?? null) : null;
}

/** What can be told without a grammar, for what only MySQL spells. */
function plainly(tokens: readonly MysqlToken[], kind: Statement['kind']): Statement {
  const tables = tokens.flatMap((token, at) => {
    const before = tokens[at - 1];
    const isNamed = token.kind === 'name' || token.kind === 'word';
    const isPlace = isWord(before, 'FROM', 'JOIN', 'INTO', 'UPDATE');
    if (!isNamed || !isPlace) return [];
    return tokens[at + 1]?.text === '.' ? [`${token.text}.${tokens[at + 2]?.text ?? ''}`] : [token.text];
  });
  return {
    kind,
    tables: [...new Set(tables)].toSorted(),
    aliases: new Map(),
    parameters: [],
    functions: [],
    hasLimit: tokens.some((token) => isWord(token, 'LIMIT')),
    hasOffset: tokens.some((token) => isWord(token, 'OFFSET')),
    isSummed: false,
    order: [],
  };
}
