import type { DbSeverity } from './finding.ts';
import type { DatabaseFacts } from './statistics.ts';

export interface SettingRule {
  readonly name: string;
  readonly severity: DbSeverity;
  /** What hurts, as a sentence part; null when it is fine. */
  readonly hurts: (value: string, facts: DatabaseFacts) => string | null;
  readonly remedy: string;
}
