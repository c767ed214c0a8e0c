import type { OptionSpec } from '../command.ts';
import { auditOptions } from '../audit/options.ts';

/** The tools judge saved facts, or look first; what they print is their own. */
export const toolOptions: readonly OptionSpec[] = auditOptions.filter(
  (each) => !/^--(format|output|html|fail-on|verbose|save)\b/.test(each.flags),
);
