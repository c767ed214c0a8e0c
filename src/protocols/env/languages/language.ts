import type { EnvNeed, EnvType } from '../use.ts';
import type { Syntax } from './mask.ts';

/**
 * One way a language reads a variable. Groups of the pattern: `name` the literal name, `ident` a constant or parameter that
 * holds it, `fallback` the default. The pattern is sticky-free, global and bounded.
 */
export interface ReadRule {
  readonly via: string;
  readonly pattern: RegExp;
  readonly need?: EnvNeed;
  readonly role?: 'read' | 'set' | 'declared';
  readonly type?: EnvType;
  readonly isSecret?: boolean;
  /** Looked for in the text right after the match: a default. Group `fallback`. */
  readonly after?: RegExp;
  /** Looked for right after the match: it insists. */
  readonly insists?: RegExp;
  /** Names of another form are something else here (a Spring property). */
  readonly isUpperOnly?: boolean;
  /** The default stands there as plain text, not as a literal of the language. */
  readonly isPlainFallback?: boolean;
}

export interface Language {
  readonly id: string;
  readonly files: RegExp;
  /** Files without any of these texts are not looked at. */
  readonly hints: RegExp;
  readonly syntax: Syntax;
  readonly rules: readonly ReadRule[];
  /** Where a function begins: groups `name` and `parameters`. */
  readonly functions?: RegExp;
  /** Further reads that no pattern can tell. */
  readonly extra?: (text: string, at: ExtraPlace) => void;
}

export interface ExtraPlace {
  readonly path: string;
  readonly add: (name: string, offset: number, details: ExtraDetails) => void;
}
export interface ExtraDetails {
  readonly via: string;
  readonly need?: EnvNeed;
  readonly fallback?: string | null;
  readonly type?: EnvType | null;
  readonly purpose?: string | null;
  readonly isSecret?: boolean;
  readonly role?: 'read' | 'set' | 'declared';
}

/** Text in quotes; a name in quotes. */
export const quotedName = String.raw`["'](?<name>[A-Za-z_]\w{0,127})["']`;
/** The name in quotes, or an identifier that may hold it. */
export const nameOrIdent = String.raw`(?:["'](?<name>[A-Za-z_]\w{0,127})["']|(?<ident>[A-Za-z_][\w.]{0,80}))`;
/** A short literal. */
export const literal = String.raw`(?:"(?:[^"\\\n]|\\.){0,200}"|'(?:[^'\\\n]|\\.){0,200}'|-?[\d.]{1,20}|[Tt]rue|[Ff]alse|:\w{1,40})`;

export const cStyle: Syntax = { line: ['//'], block: [['/*', '*/']], strings: ['"', "'"] };
export const hashStyle: Syntax = { line: ['#'], block: [], strings: ['"', "'"] };
