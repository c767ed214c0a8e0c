/**
 * `*` is any text, `#` one or more digits, a run of n > 1 `#` exactly n digits. Linear for patterns without `#`; nothing is kept, since
 * patterns may hold customers' names.
 */
export function matches(pattern: string, text: string): boolean {
  if (text.length > 253) return false;
  if (pattern.includes('#')) return digitExpression(pattern).test(text);
  if (!pattern.includes('*')) return text === pattern;
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop() ?? '';
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return at <= text.length - last.length;
}

const digitExpression = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\?*]/g, '\\$&').replace(/#+/g, digits)}$`);

const digits = (run: string): string => (run.length === 1 ? '\\d+' : `\\d{${run.length}}`);

export const matchesAny = (patterns: readonly string[] | undefined, text: string): boolean =>
  patterns?.some((pattern) => matches(pattern, text)) ?? false;
