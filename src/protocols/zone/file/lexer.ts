/** One word of a zone file (RFC 1035 section 5.1), escapes kept, quotes cut off. */
export interface ZoneToken {
  readonly raw: string;
  readonly isQuoted: boolean;
  /** Follows the word before it without white space: `alpn="h2"`. */
  readonly isGlued: boolean;
  readonly line: number;
  readonly column: number;
}

/** One logical line: what parentheses hold together is one. */
export interface ZoneEntry {
  readonly line: number;
  /** The line began with white space: the owner is the last one stated. */
  readonly isOwnerOmitted: boolean;
  readonly tokens: readonly ZoneToken[];
}

/** What is wrong with a zone file, where. Lines and columns count from 1. */
export interface ZoneProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

const maxTokensPerEntry = 4_096;
const space = /[ \t]+/y;
const comment = /;[^\n]*/y;
const quoted = /"((?:\\[^\n]|[^"\\\n])*)"/y;
const word = /(?:\\[^\n]|[^ \t\n;()"\\\0])+/y;

export class ZoneSyntaxError extends Error {
  override readonly name = 'ZoneSyntaxError';
  readonly at: ZoneProblem;
  constructor(at: ZoneProblem) {
    super(at.message);
    this.at = at;
  }
}

/** Splits text into logical lines, one at a time; throws `ZoneSyntaxError` where a quote or parenthesis is not closed. */
export function* zoneEntries(text: string): Generator<ZoneEntry> {
  const lexer = new Lexer(text.replaceAll('\r\n', '\n'));
  while (!lexer.isAtEnd) {
    const entry = lexer.entry();
    if (entry.tokens.length > 0) yield entry;
  }
}

class Lexer {
  private readonly text: string;
  private offset = 0;
  private line = 1;
  private lineStart = 0;
  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.offset >= this.text.length;
  }

  entry(): ZoneEntry {
    const line = this.line;
    const isOwnerOmitted = this.take(space) !== null;
    const tokens: ZoneToken[] = [];
    const open: ZoneProblem[] = [];
    while (!this.isAtEnd) {
      const isSpaced = this.take(space) !== null;
      if (this.take(comment) !== null) continue;
      const char = this.text[this.offset];
      if (char === undefined) break;
      if (char === '\n') {
        this.newLine();
        if (open.length === 0) return { line, isOwnerOmitted, tokens };
      } else if (char === '(' || char === ')') this.parenthesis(char, open);
      else tokens.push(this.token(isSpaced));
      if (tokens.length > maxTokensPerEntry)
        throw this.problem(`over ${maxTokensPerEntry} words in one record`);
    }
    const unclosed = open.at(-1);
    if (unclosed !== undefined) throw new ZoneSyntaxError(unclosed);
    return { line, isOwnerOmitted, tokens };
  }

  private token(isSpaced: boolean): ZoneToken {
    const [line, column] = [this.line, this.offset - this.lineStart + 1];
    const previous = this.text[this.offset - 1] ?? '\n';
    const isGlued = !isSpaced && !' \t\n()'.includes(previous);
    const isQuoted = this.text[this.offset] === '"';
    const raw = this.take(isQuoted ? quoted : word);
    if (raw === null)
      throw this.problem(isQuoted ? 'a quote is not closed on its line' : 'a stray backslash or zero byte');
    return { raw: isQuoted ? raw.slice(1, -1) : raw, isQuoted, isGlued, line, column };
  }

  private parenthesis(char: string, open: ZoneProblem[]): void {
    const problem = this.problem('a parenthesis is not closed').at;
    if (char === '(') open.push(problem);
    else if (open.pop() === undefined) throw this.problem('a parenthesis is closed that was not opened');
    this.offset += 1;
  }

  private newLine(): void {
    this.offset += 1;
    this.line += 1;
    this.lineStart = this.offset;
  }

  private take(pattern: RegExp): string | null {
    pattern.lastIndex = this.offset;
    const found = pattern.exec(this.text)?.[0] ?? null;
    if (found !== null) this.offset += found.length;
    return found;
  }

  private problem(message: string): ZoneSyntaxError {
    return new ZoneSyntaxError({ line: this.line, column: this.offset - this.lineStart + 1, message });
  }
}
