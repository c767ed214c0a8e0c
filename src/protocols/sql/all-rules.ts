import type { MigrationRule } from './rule.ts';
import { columnRules } from './rules/columns.ts';
import { constraintRules } from './rules/constraints.ts';
import { domainRules } from './rules/domains.ts';
import { indexRules } from './rules/indexes.ts';
import { objectRules } from './rules/objects.ts';
import { operationRules } from './rules/operations.ts';

export const allRules: readonly MigrationRule[] = [
  ...indexRules,
  ...columnRules,
  ...constraintRules,
  ...domainRules,
  ...objectRules,
  ...operationRules,
];
