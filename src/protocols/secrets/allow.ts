import type { SecretMatch } from './match.ts';

const comment = /launch-ready-allow:\s{0,4}([\w*/-]{1,60})(?:[ \t]{1,4}([^\r\n]{0,300}))?/;

export interface Allowance {
  readonly rule: string;
  readonly reason: string;
}

/** `launch-ready-allow: <rule> <reason>` on the line of a match or the one before; a comment without a reason allows nothing. */
export function allowanceFor(match: SecretMatch): Allowance | null {
  for (const line of [match.lineText, match.previousLineText]) {
    const [, rule, reason = ''] = comment.exec(line) ?? [];
    const plain = reason.replace(/(?:-->|\*\/|#\}|%>)\s*$/, '').trim();
    if (rule !== undefined && (rule === match.rule.id || rule === '*') && plain !== '')
      return { rule, reason: plain };
  }
  return null;
}
