/**
 * `*` is any text, `#` one or more digits, a run of n > 1 `#` exactly n digits. Linear for patterns without `#`; nothing is kept, since
 * patterns may hold customers' names.
 */
export const matches = (pattern: string, text: string): boolean =>
  pattern.includes('#') ? preparedPattern(pattern)(text) : matchesStars(pattern, text);

/** The same for a pattern that is asked often. */
export function preparedPattern(pattern: string): (text: string) => boolean {
  if (!pattern.includes('#')) return (text) => matchesStars(pattern, text);
  const expression = digitExpression(pattern);
  return (text) => text.length <= maxText && endsAlike(pattern, text) && expression.test(text);
}

/** Longest name in DNS (RFC 1035 section 2.3.4). */
const maxText = 253;

function matchesStars(pattern: string, text: string): boolean {
  if (text.length > maxText || !endsAlike(pattern, text)) return false;
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

/** Almost every pair differs in its last letters: settled without taking the pattern apart. */
function endsAlike(pattern: string, text: string): boolean {
  let [at, other] = [pattern.length - 1, text.length - 1];
  for (; at >= 0; at -= 1, other -= 1) {
    const code = pattern.charCodeAt(at);
    if (code === star || code === hash) return true;
    if (other < 0 || code !== text.charCodeAt(other)) return false;
  }
  return other < 0;
}

const star = 42;
const hash = 35;

const digitExpression = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\?*]/g, '\\$&').replace(/#+/g, digits)}$`);

const digits = (run: string): string => (run.length === 1 ? '\\d+' : `\\d{${run.length}}`);

export const matchesAny = (patterns: readonly string[] | undefined, text: string): boolean =>
  patterns?.some((pattern) => matches(pattern, text)) ?? false;
