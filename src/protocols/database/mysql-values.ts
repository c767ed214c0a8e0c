import { isWord, mysqlTokens, type MysqlToken } from './mysql-text.ts';

/**
 * A digest or prepared text as a statement that can be planned: values, written as literals, stand where its marks stood. What
 * changes rows becomes the reading of the rows it would change, because a read-only session plans nothing else. Null where that
 * cannot be told.
 */
export function asReading(text: string, values: readonly string[]): string | null {
  const tokens = withValues(mysqlTokens(text), values);
  if (tokens.some((token) => isWord(token, 'OUTFILE', 'DUMPFILE') || token.text === ';')) return null;
  const [first] = tokens;
  if (isWord(first, 'SELECT', 'WITH') || first?.text === '(') return printed(withoutLocks(tokens));
  const where = tokens.findIndex((token) => isWord(token, 'WHERE'));
  if (where < 0) return null;
  const table = isWord(first, 'DELETE')
    ? tokens.slice(1, where).filter((token) => !isWord(token, 'FROM', 'QUICK', 'LOW_PRIORITY', 'IGNORE'))
    : untilSet(tokens);
  const isOne =
    table.length > 0 && !table.some((token) => isWord(token, 'JOIN', 'USING') || token.text === ',');
  return isOne ? `select * from ${printed(table)} ${printed(tokens.slice(where))}` : null;
}

/** `for update` and its like end a statement; a read-only session refuses even to plan them. */
function withoutLocks(tokens: readonly MysqlToken[]): readonly MysqlToken[] {
  const lock = tokens.findIndex(
    (token, at) =>
      (isWord(token, 'FOR') && isWord(tokens[at + 1], 'UPDATE', 'SHARE')) ||
      (isWord(token, 'LOCK') && isWord(tokens[at + 1], 'IN')),
  );
  return lock < 0 ? tokens : tokens.slice(0, lock);
}

function untilSet(tokens: readonly MysqlToken[]): readonly MysqlToken[] {
  const set = tokens.findIndex((token) => isWord(token, 'SET'));
  return tokens.slice(1, Math.max(1, set)).filter((token) => !isWord(token, 'LOW_PRIORITY', 'IGNORE'));
}

function withValues(tokens: readonly MysqlToken[], values: readonly string[]): readonly MysqlToken[] {
  let mark = -1;
  return tokens.map((token) => {
    if (token.kind !== 'mark') return token;
    mark += 1;
    return { kind: 'number', text: values[mark] ?? 'null', isList: false };
  });
}

function printed(tokens: readonly MysqlToken[]): string {
  return tokens
    .map((token, at) => {
      // A function whose name stands in backticks is asked for as a stored one.
      const isCalled = tokens[at + 1]?.text === '(' && /^\w+$/.test(token.text);
      if (token.kind === 'name') return isCalled ? token.text : `\`${token.text.replaceAll('`', '``')}\``;
      return token.text;
    })
    .join(' ')
    .replaceAll(/ ?\. ?/g, '.');
}
