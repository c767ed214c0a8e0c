import { parseSync } from 'libpg-query';

/** A node of PostgreSQL's parse tree as libpg_query's JSON gives it; read through the functions of `tree.ts`. */
export type SqlNode = Readonly<Record<string, unknown>>;

export interface SqlStatement {
  /** `AlterTableStmt`, `IndexStmt`... */
  readonly kind: string;
  readonly node: SqlNode;
  /** As written, without comments before it. */
  readonly text: string;
  /** Line of its first word, from 1. */
  readonly line: number;
}

export type ParsedSql =
  | { readonly ok: true; readonly statements: readonly SqlStatement[] }
  | { readonly ok: false; readonly message: string; readonly line: number };

const maxBytes = 4 * 1024 * 1024;

/** Parses a whole script. Total: a mistake is told with its line. The WebAssembly module must have been loaded before. */
export function parseSql(text: string): ParsedSql {
  if (text.length > maxBytes) return { ok: false, message: `it is larger than ${maxBytes} bytes`, line: 1 };
  const bytes = Buffer.from(text.toWellFormed().replaceAll('\0', ' '), 'utf8');
  try {
    const { stmts = [] } = parseSync(bytes.toString('utf8'));
    return { ok: true, statements: stmts.flatMap((each) => statementOf(each, bytes)) };
  } catch (cause) {
    return { ok: false, ...problemOf(cause, bytes.toString('utf8')) };
  }
}

function statementOf(
  raw: { readonly stmt?: unknown; readonly stmt_location?: number; readonly stmt_len?: number },
  bytes: Buffer,
): readonly SqlStatement[] {
  const [entry] = Object.entries((raw.stmt ?? {}) as Record<string, unknown>);
  if (entry === undefined) return [];
  const from = raw.stmt_location ?? 0;
  const to = raw.stmt_len === undefined || raw.stmt_len === 0 ? bytes.length : from + raw.stmt_len;
  const written = bytes.subarray(from, to).toString('utf8');
  const skipped = leadingComments(written);
  const line = lineAt(bytes.subarray(0, from).toString('utf8') + written.slice(0, skipped));
  return [{ kind: entry[0], node: (entry[1] ?? {}) as SqlNode, text: written.slice(skipped).trim(), line }];
}

/** The parser's positions count bytes and begin right after the last statement: comments and blanks are stepped over. */
function leadingComments(text: string): number {
  return /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[^]*?\*\/)*/.exec(text)?.[0].length ?? 0;
}

const lineAt = (before: string): number => before.split('\n').length;

function problemOf(cause: unknown, text: string): { readonly message: string; readonly line: number } {
  if (!(cause instanceof Error)) return { message: 'it cannot be parsed', line: 1 };
  const details = (cause as { sqlDetails?: { cursorPosition?: number } }).sqlDetails;
  return { message: cause.message.slice(0, 200), line: lineAt(text.slice(0, details?.cursorPosition ?? 0)) };
}
