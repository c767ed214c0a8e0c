/** How a language writes comments and strings. */
export interface Syntax {
  readonly line: readonly string[];
  readonly block: readonly (readonly [string, string])[];
  /** Delimiters, longest first; a backslash escapes in all of them unless they are in `raw`. */
  readonly strings: readonly string[];
  readonly raw?: readonly string[];
  /** Strings that are documentation more often than text: their content is blanked too. */
  readonly documents?: readonly string[];
}

/** The text with comments (and documentation strings) blanked; every offset and line stays where it was. */
export function maskComments(text: string, syntax: Syntax): string {
  const starts = startPattern(syntax);
  const kept: string[] = [];
  let at = 0;
  for (starts.lastIndex = 0; ;) {
    const match = starts.exec(text);
    if (match === null) break;
    const [token] = match;
    const end = endOf(text, match.index, { token, syntax });
    const isBlanked = isComment(token, syntax) || (syntax.documents ?? []).includes(token);
    kept.push(
      text.slice(at, match.index),
      isBlanked ? blank(text.slice(match.index, end)) : text.slice(match.index, end),
    );
    at = end;
    starts.lastIndex = Math.max(end, match.index + 1);
  }
  return kept.join('') + text.slice(at);
}

const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ');

const isComment = (token: string, { line, block }: Syntax): boolean =>
  line.includes(token) || block.some(([open]) => open === token);

const patterns = new WeakMap<Syntax, RegExp>();

function startPattern(syntax: Syntax): RegExp {
  const known = patterns.get(syntax);
  if (known !== undefined) return known;
  const tokens = [...syntax.line, ...syntax.block.map(([open]) => open), ...syntax.strings];
  const sources = tokens
    .toSorted((a, b) => b.length - a.length)
    .map((token) => token.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const made = new RegExp(sources.join('|'), 'g');
  patterns.set(syntax, made);
  return made;
}

function endOf(text: string, start: number, at: { readonly token: string; readonly syntax: Syntax }): number {
  const { token, syntax } = at;
  if (syntax.line.includes(token)) {
    const end = text.indexOf('\n', start);
    return end < 0 ? text.length : end;
  }
  const block = syntax.block.find(([open]) => open === token);
  if (block !== undefined) {
    const end = text.indexOf(block[1], start + token.length);
    return end < 0 ? text.length : end + block[1].length;
  }
  return stringEnd(text, start + token.length, at);
}

/** A one-character string ends with its line at the latest, so that a stray apostrophe spoils one line, not the file. */
function stringEnd(
  text: string,
  from: number,
  { token, syntax }: { readonly token: string; readonly syntax: Syntax },
): number {
  const isRaw = syntax.raw?.includes(token) === true;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\' && !isRaw) at += 1;
    else if (text.startsWith(token, at)) return at + token.length;
    else if (text[at] === '\n' && token.length === 1 && !isRaw) return at;
  }
  return text.length;
}
