/** One declaration, lower case, with where it came from. */
export interface Declaration {
  readonly property: string;
  readonly value: string;
}
export interface StyleScan {
  readonly declarations: readonly Declaration[];
  /** `@media`, `@import`, ... */
  readonly atRules: readonly string[];
  readonly selectors: readonly string[];
  readonly hasNesting: boolean;
}

const styleLimits = { characters: 300_000, declarations: 5000, depth: 20 } as const;

/** Declarations of a `style` attribute. */
export function inlineDeclarations(text: string): readonly Declaration[] {
  return [...pieces(withoutComments(text.slice(0, 20_000)))]
    .slice(0, 200)
    .flatMap((piece) => declaration(piece.text));
}

/** A style sheet, read loosely: good enough to know what is used, never throws, linear in its length. */
export function scanStyles(css: string): StyleScan {
  const sheet = new Sheet();
  for (const { text, end } of pieces(withoutComments(css.slice(0, styleLimits.characters)))) {
    if (end === '{') sheet.open(text.trim().toLowerCase());
    else sheet.statement(text);
    if (end === '}') sheet.close();
  }
  return sheet;
}

class Sheet implements StyleScan {
  readonly declarations: Declaration[] = [];
  readonly atRules: string[] = [];
  readonly selectors: string[] = [];
  hasNesting = false;
  readonly #open: ('rule' | 'at')[] = [];

  open(head: string): void {
    const isAt = head.startsWith('@');
    if (isAt) this.#atRule(head);
    else {
      if (this.#open.at(-1) === 'rule') this.hasNesting = true;
      if (this.selectors.length < styleLimits.declarations) this.selectors.push(head.slice(0, 500));
    }
    if (this.#open.length < styleLimits.depth) this.#open.push(isAt ? 'at' : 'rule');
  }

  statement(text: string): void {
    if (text.trimStart().startsWith('@')) this.#atRule(text);
    else if (this.declarations.length < styleLimits.declarations)
      this.declarations.push(...declaration(text));
  }

  close(): void {
    this.#open.pop();
  }

  #atRule(head: string): void {
    const name = atName(head);
    if (!this.atRules.includes(name) && this.atRules.length < 100) this.atRules.push(name);
  }
}

const atName = (head: string): string => /^\s*(@[a-z-]+)/i.exec(head)?.[1]?.toLowerCase() ?? '@';

function declaration(piece: string): readonly Declaration[] {
  const colon = piece.indexOf(':');
  if (colon < 1) return [];
  const property = piece.slice(0, colon).trim().toLowerCase();
  if (!/^-{0,2}[a-z][a-z0-9-]{0,60}$/.test(property)) return [];
  const value = piece
    .slice(colon + 1)
    .replace(/!\s*important/i, '')
    .trim()
    .toLowerCase();
  return [{ property, value: value.slice(0, 2000) }];
}

interface Piece {
  readonly text: string;
  readonly end: '{' | '}' | ';' | '';
}

/** Pieces between braces and semicolons; those inside quotes and parentheses do not count. */
function* pieces(text: string): Generator<Piece> {
  const pattern = /"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|\((?:[^()"']|"[^"]*"|'[^']*')*\)?|[{};]/g;
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    const [mark] = match;
    if (mark !== '{' && mark !== '}' && mark !== ';') continue;
    yield { text: text.slice(from, match.index), end: mark };
    from = match.index + 1;
  }
  yield { text: text.slice(from), end: '' };
}

/** `<!--` and `-->` are allowed around style sheets (CSS Syntax section 4.3.1). */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, ' ').replace(/<!--|-->/g, ' ');
}
