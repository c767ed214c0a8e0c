import { plainName, absoluteName } from './name.ts';

/** Latin1 text to the escapes of RFC 1035 section 5.1, inside double quotes. */
export const quoteText = (text: string): string => `"${escapeText(text)}"`;

const escapeText = (text: string): string =>
  text.replace(/["\\]|[^\x20-\x7e]/g, (char) =>
    char === '"' || char === '\\' ? `\\${char}` : decimalEscape(char.charCodeAt(0)),
  );

export const decimalEscape = (byte: number): string => `\\${String(byte & 255).padStart(3, '0')}`;

/** One field of a presentation value: `isQuoted` tells `"0"` from `0`. */
export interface Token {
  readonly text: string;
  readonly isQuoted: boolean;
}

const maxTokens = 4096;

/**
 * Splits a presentation value into fields, escapes undone to latin1. Null when a quote is not closed, an escape is
 * above 255 or there are over 4096 fields. With `keepsEscapes` the escapes stay, for names whose labels hold dots.
 */
export function tokens(value: string, keepsEscapes = false): readonly Token[] | null {
  const found: Token[] = [];
  const pattern = /\s*(?:"((?:\\.|[^"\\])*)"|((?:\\.|[^\s"\\])+=)"((?:\\.|[^"\\])*)"|((?:\\.|[^\s"\\])+))/gsy;
  const end = value.trimEnd().length;
  while (pattern.lastIndex < end) {
    const match = pattern.exec(value);
    if (match === null || found.length >= maxTokens) return null;
    // `key="value"` is one field (RFC 9460 section 2.1).
    const raw = match[1] ?? match[4] ?? `${match[2] ?? ''}${match[3] ?? ''}`;
    const text = keepsEscapes ? raw : unescapeText(raw);
    if (text === null) return null;
    found.push({ text, isQuoted: match[1] !== undefined });
  }
  return found;
}

/** Undoes `\"` and `\065`; null for `\256` and above. */
export function unescapeText(raw: string): string | null {
  if (!raw.includes('\\')) return raw;
  let isValid = true;
  const text = raw.replace(/\\(\d{3}|.)/gs, (_, code: string) => {
    if (code.length < 3) return code;
    if (Number(code) > 255) isValid = false;
    return String.fromCharCode(Number(code) & 255);
  });
  return isValid ? text : null;
}

/** Text of any length as character-strings of at most 255 bytes (RFC 1035 section 3.3). */
export function characterStrings(text: string): readonly string[] {
  const bytes = Buffer.from(text, 'utf8').toString('latin1');
  return bytes === '' ? [''] : (bytes.match(/.{1,255}/gs) ?? []);
}

/** A name inside a value: lower case with final dot. */
export const valueName = (text: string): string => absoluteName(plainName(text));
