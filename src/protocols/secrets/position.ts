import type { SecretMatch } from './match.ts';
import type { Proven } from './strongest.ts';

const longestLine = 400;

/** Adds line and column; matches come in order, so that each newline is counted once. */
export function positioned(found: readonly Proven[], text: string): readonly SecretMatch[] {
  let [line, lineStart] = [1, 0];
  // Kept between matches: a file of one long line is searched for its newline once, not once per match.
  let next = text.indexOf('\n');
  return found.map((each) => {
    const offset = each.candidate.valueStart;
    while (next !== -1 && next < offset) {
      line += 1;
      lineStart = next + 1;
      next = text.indexOf('\n', lineStart);
    }
    return {
      rule: each.rule,
      kind: each.judgement.kind ?? each.rule.kind,
      severity: each.judgement.severity ?? each.rule.severity,
      confidence: each.judgement.confidence ?? confidences[each.rule.strength],
      detail: each.judgement.detail ?? null,
      value: owned(each.candidate.value),
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

/** A copy: a slice would keep the whole text it was cut from in memory for as long as the match lives. */
const owned = (slice: string): string => Buffer.from(slice, 'latin1').toString('latin1');

/** The line of a match and the one before it, cut to what a comment may take. */
function linesAround(
  text: string,
  lineStart: number,
  offset: number,
): Pick<SecretMatch, 'lineText' | 'previousLineText'> {
  const before = text.slice(Math.max(lineStart, offset - longestLine), offset);
  const [after = ''] = text.slice(offset, offset + 2 * longestLine).split('\n', 1);
  const previous = text.slice(Math.max(0, lineStart - 1 - longestLine), Math.max(0, lineStart - 1));
  return { lineText: owned(before + after), previousLineText: owned(previous.split('\n').at(-1) ?? '') };
}
