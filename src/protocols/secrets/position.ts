import type { SecretMatch } from './match.ts';
import type { Proven } from './strongest.ts';

const longestLine = 400;

/** Adds line and column; matches come in order, so that each newline is counted once. */
export function positioned(found: readonly Proven[], text: string): readonly SecretMatch[] {
  let [line, lineStart] = [1, 0];
  return found.map((each) => {
    const offset = each.candidate.valueStart;
    for (
      let next = text.indexOf('\n', lineStart);
      next !== -1 && next < offset;
      next = text.indexOf('\n', lineStart)
    ) {
      line += 1;
      lineStart = next + 1;
    }
    return {
      rule: each.rule,
      kind: each.judgement.kind ?? each.rule.kind,
      severity: each.judgement.severity ?? each.rule.severity,
      confidence: each.judgement.confidence ?? confidences[each.rule.strength],
      detail: each.judgement.detail ?? null,
      value: each.candidate.value,
      offset,
      length: each.length,
      line,
      column: offset - lineStart + 1,
      isEncoded: each.isEncoded,
      ...linesAround(text, lineStart, offset),
    };
  });
}

const confidences = { shape: 'likely', named: 'likely', guess: 'possible' } as const;

/** The line of a match and the one before it, cut to what a comment may take. */
function linesAround(
  text: string,
  lineStart: number,
  offset: number,
): Pick<SecretMatch, 'lineText' | 'previousLineText'> {
  const end = text.indexOf('\n', offset);
  const lineEnd = end === -1 ? text.length : end;
  const before = Math.max(lineStart, offset - longestLine);
  const previousStart = lineStart < 2 ? 0 : text.lastIndexOf('\n', lineStart - 2) + 1;
  return {
    lineText: text.slice(before, offset) + text.slice(Math.max(offset, lineEnd - longestLine), lineEnd),
    previousLineText:
      lineStart === 0 ? '' : text.slice(Math.max(previousStart, lineStart - 1 - longestLine), lineStart - 1),
  };
}
