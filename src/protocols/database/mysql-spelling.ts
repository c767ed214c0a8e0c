import { isWord, type MysqlToken } from './mysql-text.ts';

/**
 * A statement of MySQL in PostgreSQL's spelling, so that one grammar reads both; for reading only, never sent anywhere. Marks are
 * numbered in the order in which they stand. What PostgreSQL has no word for is left out where the shape stays the same.
 */
export function asPostgres(tokens: readonly MysqlToken[]): string {
  const numbered = numberedMarks(tokens);
  const isChange = isWord(tokens[0], 'UPDATE', 'DELETE');
  const out: string[] = [];
  for (let at = 0; at < numbered.length;) {
    const skipped = dropped(numbered, at, isChange);
    if (skipped > 0) {
      at += skipped;
      continue;
    }
    const rewritten = rewrite(numbered, at);
    out.push(rewritten?.text ?? printed(numbered, at));
    at += rewritten?.length ?? 1;
  }
  return out.join(' ').replaceAll(/ ?\. ?/g, '.');
}

const numberedMarks = (tokens: readonly MysqlToken[]): readonly MysqlToken[] => {
  let number = 0;
  return tokens.map((token) => (token.kind === 'mark' ? { ...token, text: `$${(number += 1)}` } : token));
};

const hints = [
  'SQL_CALC_FOUND_ROWS',
  'SQL_NO_CACHE',
  'SQL_CACHE',
  'SQL_SMALL_RESULT',
  'SQL_BIG_RESULT',
  'HIGH_PRIORITY',
  'LOW_PRIORITY',
  'DELAYED',
  'QUICK',
  'BINARY',
  'SQL_BUFFER_RESULT',
];

/** How many tokens from here say nothing about the shape. */
function dropped(tokens: readonly MysqlToken[], at: number, isChange: boolean): number {
  const [token, next] = [tokens[at], tokens[at + 1]];
  if (isWord(token, 'ON') && isWord(next, 'DUPLICATE')) return tokens.length;
  if (isWord(token, 'LOCK') && isWord(next, 'IN')) return tokens.length;
  if (isChange && isWord(token, 'LIMIT')) return tokens.length;
  if (isWord(token, 'STRAIGHT_JOIN') && isWord(tokens[at - 1], 'SELECT')) return 1;
  if (isWord(token, 'IGNORE') && !isWord(next, 'INDEX', 'KEY')) return 1;
  if (isWord(token, 'USE', 'FORCE', 'IGNORE') && isWord(next, 'INDEX', 'KEY'))
    return closing(tokens, at) - at + 1;
  if (isWord(token, 'PARTITION') && next?.text === '(') return closing(tokens, at) - at + 1;
  if (isWord(token, 'AGAINST')) return closing(tokens, at) - at + 1;
  if (isWord(token, 'COLLATE', 'SEPARATOR')) return 2;
  if (isWord(token, 'FROM') && isWord(next, 'DUAL')) return 2;
  if (token?.kind === 'word' && token.text.startsWith('_') && next?.kind === 'string') return 1;
  return isWord(token, ...hints) && next?.text !== '(' ? 1 : 0;
}

/** Place of the bracket that closes the first one from here; the end where there is none. */
function closing(tokens: readonly MysqlToken[], from: number): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    if (tokens[at]?.text === '(') depth += 1;
    if (tokens[at]?.text === ')' && (depth -= 1) <= 0) return at;
  }
  return tokens.length;
}

interface Rewritten {
  readonly text: string;
  readonly length: number;
}

function rewrite(tokens: readonly MysqlToken[], at: number): Rewritten | null {
  const token = tokens[at];
  if (isWord(token, 'LIMIT') && tokens[at + 2]?.text === ',')
    return { text: `limit ${tokens[at + 3]?.text ?? ''} offset ${tokens[at + 1]?.text ?? ''}`, length: 4 };
  if (isWord(token, 'INTERVAL')) return interval(tokens, at);
  if (isWord(token, 'REPLACE') && isWord(tokens[at + 1], 'INTO')) return { text: 'insert', length: 1 };
  if (isWord(token, 'NOT') && isWord(tokens[at + 1], 'REGEXP', 'RLIKE')) return { text: '!~', length: 2 };
  if (isWord(token, 'AS') && isWord(tokens[at + 1], 'UNSIGNED', 'SIGNED'))
    return { text: 'as bigint', length: isWord(tokens[at + 2], 'INTEGER') ? 3 : 2 };
  if (isWord(token, 'AS') && isWord(tokens[at + 1], 'DATETIME')) return { text: 'as timestamp', length: 2 };
  if (isWord(token, 'AS') && isWord(tokens[at + 1], 'CHAR'))
    return { text: 'as text', length: charType(tokens, at) };
  if (isWord(token, 'USING') && tokens[at + 1]?.text !== '(') return { text: '', length: 2 };
  return null;
}

/** `char ( n ) charset utf8mb4`, up to the bracket that ends the cast. */
function charType(tokens: readonly MysqlToken[], at: number): number {
  const from = tokens[at + 2]?.text === '(' ? closing(tokens, at + 2) + 1 : at + 2;
  const end = tokens.findIndex(({ text }, place) => place >= from && text === ')');
  return (end < 0 ? tokens.length : end) - at;
}

const unit = /^(?:SQL_TSI_)?(?:MICROSECOND|SECOND|MINUTE|HOUR|DAY|WEEK|MONTH|QUARTER|YEAR)(?:_\w+)?$/i;
const maxInterval = 16;

function interval(tokens: readonly MysqlToken[], at: number): Rewritten | null {
  const end = tokens.findIndex(
    ({ kind, text }, place) => place > at && place <= at + maxInterval && kind === 'word' && unit.test(text),
  );
  return end < 0 ? null : { text: "interval '1 day'", length: end - at + 1 };
}

/** A backslash keeps the next character from ending the text; PostgreSQL doubles the quote instead. */
const unescaped = (text: string): string =>
  text.replaceAll(/\\([^])/g, (_whole, next: string) => (next === "'" ? "''" : next));

const symbols: Readonly<Record<string, string>> = {
  '<=>': 'is not distinct from',
  '&&': 'and',
  '||': 'or',
  '!': 'not',
};
const words: Readonly<Record<string, string>> = {
  STRAIGHT_JOIN: 'join',
  REGEXP: '~',
  RLIKE: '~',
  DIV: '/',
  MOD: '%',
  XOR: '<>',
};
/** Words of PostgreSQL that are ordinary names in MySQL. */
const namesThere = [
  'USER',
  'MATCH',
  'ONLY',
  'ANALYSE',
  'ARRAY',
  'COLLATION',
  'PLACING',
  'SYMMETRIC',
  'FREEZE',
  'VERBOSE',
];

function printed(tokens: readonly MysqlToken[], at: number): string {
  const token = tokens[at];
  if (token === undefined) return '';
  if (token.kind === 'name') return `"${token.text.replaceAll('"', '""')}"`;
  if (token.kind === 'string') return unescaped(token.text);
  if (token.kind === 'symbol') return symbols[token.text] ?? token.text;
  if (token.kind !== 'word') return token.text;
  if (tokens[at - 1]?.text === '.' || isWord(token, ...namesThere)) return `"${token.text.toLowerCase()}"`;
  return tokens[at + 1]?.text === '(' && isWord(token, 'MOD')
    ? 'mod'
    : (words[token.text.toUpperCase()] ?? token.text);
}
