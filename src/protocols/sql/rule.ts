import type { Severity } from '../../model/check.ts';
import type { SqlStatement } from './parse.ts';
import type { ScriptState } from './script.ts';

/** Table locks of PostgreSQL (documentation, 13.3.1), weakest first. */
export const lockModes = [
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
] as const;
export type LockMode = (typeof lockModes)[number];

/** Locks behind which visitors wait: writers from SHARE on, readers too at ACCESS EXCLUSIVE. */
export const blockingModes: readonly LockMode[] = lockModes.slice(lockModes.indexOf('SHARE'));

/** What a rule saw in one statement. */
export interface RuleHit {
  /** The table or object it is about. */
  readonly subject: string;
  /** One clause with the names: `index orders_email is built while orders is locked`. */
  readonly found: string;
}

/** One way a migration hurts a running product. Data, with its own examples. */
export interface MigrationRule {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** The lock that hurts; null: something else does (data is lost, the old release breaks). */
  readonly lock: LockMode | null;
  readonly rewrites: boolean;
  readonly why: string;
  /** The safe way, as SQL or a sentence. */
  readonly safe: string;
  /** Page of the PostgreSQL documentation that says so. */
  readonly source: string;
  /** Tables `examples.setup` must hold are `users(id, email, name, age, team_id)`, `teams(id)` and `orders(id, user_id, total)`. */
  readonly breaks: string;
  readonly holds: string;
  readonly judge: (statement: SqlStatement, state: ScriptState) => readonly RuleHit[];
}

export const documentation = (page: string): string => `https://www.postgresql.org/docs/current/${page}`;
