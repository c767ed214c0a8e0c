const compiled = new Map<string, RegExp>();

/** `*` is any text, `#` one or more digits at the end or one digit each before; the table's own patterns only. */
export function matches(pattern: string, text: string): boolean {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    expression = new RegExp(
      `^${pattern
        .replace(/[.+^${}()|[\]\\?]/g, '\\$&')
        .replace(/\*/g, '.*')
        .replace(/#+/g, digits)}$`,
    );
    compiled.set(pattern, expression);
  }
  return text.length <= 253 && expression.test(text);
}

const digits = (run: string): string => (run.length === 1 ? '\\d+' : `\\d{${run.length}}`);

export const matchesAny = (patterns: readonly string[] | undefined, text: string): boolean =>
  patterns?.some((pattern) => matches(pattern, text)) ?? false;
