/** A piece of a MySQL statement. */
export interface MysqlToken {
  readonly kind: 'name' | 'word' | 'string' | 'number' | 'mark' | 'symbol';
  /** As written; names without their backticks. */
  readonly text: string;
  /** A `?` that stood for several values in a digest: `?, ...` and `(...)`. */
  readonly isList: boolean;
}

const maxText = 8_000;
const pattern =
  /\s+|\/\*[^]*?(?:\*\/|$)|(?:#|--[ \t])[^\n]*|`((?:[^`]|``)*)(?:`|$)|'(?:[^'\\]|\\[^]|'')*(?:'|\\?$)|"((?:[^"\\]|\\[^]|"")*)(?:"|\\?$)|0x[\da-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[\p{L}_$@][\p{L}\p{N}_$@]*|\.\.\.|<=>|->>|->|:=|!=|<>|<=|>=|\|\||&&|[^]/gu;

/** Total, in one pass: what is not understood is a symbol, an open quote takes the rest. Comments are left out; lists of a digest become one mark. */
export function mysqlTokens(text: string): readonly MysqlToken[] {
  const tokens: MysqlToken[] = [];
  for (const match of text.slice(0, maxText).matchAll(pattern)) {
    const token = tokenOf(match[0], match);
    if (token !== null) tokens.push(token);
  }
  return withLists(tokens);
}

function tokenOf(written: string, [, name, quoted]: readonly (string | undefined)[]): MysqlToken | null {
  const token = (kind: MysqlToken['kind'], text: string): MysqlToken => ({ kind, text, isList: false });
  if (name !== undefined) return token('name', name.replaceAll('``', '`'));
  if (quoted !== undefined) return token('string', `'${quoted.replaceAll("'", "''")}'`);
  const first = written[0] ?? '';
  if (/^\s/.test(written) || written.startsWith('/*') || first === '#' || /^--[ \t]/.test(written))
    return null;
  if (first === "'" && written.length > 1) return token('string', written);
  if (/^\d/.test(written)) return token('number', written);
  if (written === '?') return token('mark', written);
  return token(/^[\p{L}_$@]/u.test(written) ? 'word' : 'symbol', written);
}

/** `?, ...` and `(...)`, as digests write lists: one mark. After LIMIT two figures were meant. */
function withLists(tokens: readonly MysqlToken[]): readonly MysqlToken[] {
  const out: MysqlToken[] = [];
  for (const token of tokens) {
    if (token.text !== '...') {
      out.push(token);
      continue;
    }
    const comma = out.at(-1)?.text === ',' ? out.pop() : undefined;
    const before = out.at(-1);
    if (comma === undefined) out.push({ kind: 'mark', text: '?', isList: true });
    else if (before?.kind === 'mark' && isWord(out.at(-2), 'LIMIT')) out.push(comma, before);
    else if (before?.kind === 'mark') out.splice(-1, 1, { ...before, isList: true });
  }
  return out;
}

export const isWord = (token: MysqlToken | undefined, ...words: readonly string[]): boolean =>
  token?.kind === 'word' && words.includes(token.text.toUpperCase());
