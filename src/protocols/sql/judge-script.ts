import { allRules } from './all-rules.ts';
import { parseSql } from './parse.ts';
import type { MigrationRule, RuleHit } from './rule.ts';
import { after, startOf, type ScriptOptions } from './script.ts';

/** One rule broken at one line of a script. */
export interface SqlProblem extends RuleHit {
  readonly rule: MigrationRule;
  readonly line: number;
  /** The statement, cut. */
  readonly statement: string;
}
export interface SqlJudgement {
  readonly problems: readonly SqlProblem[];
  readonly statements: number;
  /** Why it could not be read. */
  readonly gap: { readonly message: string; readonly line: number } | null;
}

const maxShown = 200;

/** Holds a script against every rule, statement by statement. `launch-ready-allow: <rule> <reason>` in a comment above permits one. */
export function judgeScript(text: string, options: ScriptOptions): SqlJudgement {
  const parsed = parseSql(text);
  if (!parsed.ok) return { problems: [], statements: 0, gap: { message: parsed.message, line: parsed.line } };
  const lines = text.split('\n');
  const problems: SqlProblem[] = [];
  let state = startOf(options);
  for (const statement of parsed.statements) {
    for (const rule of allRules) {
      if (isAllowed(lines, statement.line, rule.id)) continue;
      for (const hit of rule.judge(statement, state))
        problems.push({
          ...hit,
          rule,
          line: statement.line,
          statement: statement.text.replaceAll(/\s+/g, ' ').slice(0, maxShown),
        });
    }
    state = after(state, statement);
  }
  return { problems, statements: parsed.statements.length, gap: null };
}

/** The comment lines right above a statement, and its own line. */
function isAllowed(lines: readonly string[], line: number, rule: string): boolean {
  const pattern = new RegExp(String.raw`launch-ready-allow:\s*(?:migrations\/)?${rule}\s+\S`);
  for (let at = line - 1; at >= 0; at -= 1) {
    const text = lines[at] ?? '';
    if (pattern.test(text)) return true;
    if (at < line - 1 && !/^\s*(?:--|$)/.test(text)) return false;
  }
  return false;
}
