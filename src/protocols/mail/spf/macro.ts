/** RFC 7208 section 7.1. */
export type MacroPart =
  /** `isEscape`: written as `%%`, `%_` or `%-`, which the grammar counts as macros. */
  | { readonly kind: 'literal'; readonly text: string; readonly isEscape?: true }
  | {
      readonly kind: 'macro';
      readonly letter: string;
      readonly isEscaped: boolean;
      /** Right-hand parts to keep; 0 keeps all. */
      readonly keep: number;
      readonly isReversed: boolean;
      readonly delimiters: string;
    };

export interface MacroError {
  /** Offset inside the text that was given. */
  readonly at: number;
  readonly message: string;
  readonly section: string;
}

export type MacroText =
  | { readonly ok: true; readonly parts: readonly MacroPart[] }
  | { readonly ok: false; readonly error: MacroError };

export type MacroUse = 'domain' | 'modifier' | 'explanation';

const expansion = /^\{([a-zA-Z])(\d*)(r?)([.\-+,/_=]*)\}/i;
const escapes: Readonly<Record<string, string>> = { '%': '%', _: ' ', '-': '%20' };

/** Splits a macro-string; letters c, r and t are for explanations only (section 7.2). */
export function parseMacros(text: string, use: MacroUse): MacroText {
  const parts: MacroPart[] = [];
  let position = 0;
  while (position < text.length) {
    const next = text.indexOf('%', position);
    const end = next === -1 ? text.length : next;
    if (end > position) {
      const bad = badLiteral(text, position, { end, use });
      if (bad !== null) return { ok: false, error: bad };
      parts.push({ kind: 'literal', text: text.slice(position, end) });
    }
    if (next === -1) break;
    const macro = macroAt(text, next, use);
    if ('message' in macro) return { ok: false, error: macro };
    parts.push(macro.part);
    position = next + macro.length;
  }
  return { ok: true, parts };
}

function badLiteral(
  text: string,
  start: number,
  { end, use }: { readonly end: number; readonly use: MacroUse },
): MacroError | null {
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    const isAllowed = (code >= 0x21 && code <= 0x7e) || (code === 0x20 && use === 'explanation');
    if (!isAllowed) return { at, message: `${characterName(code)} is not allowed here`, section: '7.1' };
  }
  return null;
}

const characterName = (code: number): string =>
  code === 0x20 ? 'a space' : `the character 0x${code.toString(16).padStart(2, '0')}`;

function macroAt(
  text: string,
  at: number,
  use: MacroUse,
): { readonly part: MacroPart; readonly length: number } | MacroError {
  const escape = escapes[text[at + 1] ?? ''];
  if (escape !== undefined) return { part: { kind: 'literal', text: escape, isEscape: true }, length: 2 };
  const match = expansion.exec(text.slice(at + 1, at + 130));
  if (match === null)
    return { at, message: '"%" must be followed by "{letter...}", "%", "_" or "-"', section: '7.1' };
  const [whole, letter = '', digits = '', reverse = '', delimiters = ''] = match;
  const problem = macroProblem(letter.toLowerCase(), digits, use);
  if (problem !== null) return { at, message: problem, section: use === 'explanation' ? '7.1' : '7.2' };
  const part: MacroPart = {
    kind: 'macro',
    letter: letter.toLowerCase(),
    isEscaped: letter !== letter.toLowerCase(),
    keep: digits === '' ? 0 : Math.min(Number(digits), 128),
    isReversed: reverse !== '',
    delimiters: delimiters === '' ? '.' : delimiters,
  };
  return { part, length: whole.length + 1 };
}

function macroProblem(letter: string, digits: string, use: MacroUse): string | null {
  if (!'slodiphcrtv'.includes(letter)) return `there is no macro letter "${letter}"`;
  if ('crt'.includes(letter) && use === 'domain') return `macro "${letter}" works in explanation texts only`;
  if (digits !== '' && Number(digits) === 0) return 'a macro must keep at least one part';
  return null;
}

/** Values by macro letter, lower case. */
export type MacroValues = Readonly<Record<string, string>>;

export function expandMacros(parts: readonly MacroPart[], values: MacroValues): string {
  return parts.map((part) => (part.kind === 'literal' ? part.text : expandOne(part, values))).join('');
}

function expandOne(part: MacroPart & { readonly kind: 'macro' }, values: MacroValues): string {
  const value = values[part.letter] ?? '';
  const pieces = splitAny(value, part.delimiters);
  const ordered = part.isReversed ? pieces.toReversed() : pieces;
  const text = (part.keep === 0 ? ordered : ordered.slice(-part.keep)).join('.');
  return part.isEscaped ? percentEncode(text) : text;
}

function splitAny(value: string, delimiters: string): readonly string[] {
  const pieces = [''];
  for (const character of value) {
    if (delimiters.includes(character)) pieces.push('');
    else pieces[pieces.length - 1] += character;
  }
  return pieces;
}

/** Everything but the unreserved set of RFC 3986, byte-wise in UTF-8. */
const percentEncode = (text: string): string =>
  [...new TextEncoder().encode(text)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9\-._~]/.test(character)
        ? character
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');

export const usesMacros = (parts: readonly MacroPart[]): boolean =>
  parts.some((part) => part.kind === 'macro');
export const usesLetter = (parts: readonly MacroPart[], letter: string): boolean =>
  parts.some((part) => part.kind === 'macro' && part.letter === letter);
