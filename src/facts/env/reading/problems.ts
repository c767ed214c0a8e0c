import { fail, notApplicable, pass, severities, unknown, type Verdict } from '../../../model/check.ts';
import { table } from '../../../model/evidence.ts';
import { plural } from '../../../model/words.ts';
import type { EnvFact, EnvFactProblem } from '../inventory.ts';

interface Question {
  /** Kinds of problems that fail. */
  readonly kinds: readonly string[];
  /** Needs an environment of production that could be read. */
  readonly isAboutProduction: boolean;
  /** What is true when there are none. */
  readonly good: string;
}

/** The verdict over some kinds of problems: the worst decides; without a production that could be read nothing is passed. */
export function problemVerdict(inventory: EnvFact, { kinds, isAboutProduction, good }: Question): Verdict {
  if (inventory.variables === 0) return notApplicable('the code reads no variable of the environment');
  const found = inventory.problems.filter(({ kind }) => kinds.includes(kind)).toSorted(worstFirst);
  const [worst] = found;
  if (worst !== undefined)
    return fail(`${plural(found.length, 'variable')}: ${worst.text}`, {
      severity: worst.severity,
      evidence: [table('Variables', ['Variable', 'Environment', 'Place', 'What'], found.map(rowOf))],
    });
  if (!isAboutProduction) return pass(good);
  const production = inventory.environments.filter(({ kind }) => kind === 'production');
  const gap = production.find((each) => each.gap !== null);
  if (gap !== undefined)
    return unknown(
      `${gap.name} could not be read: ${gap.gap ?? ''}`,
      'run: launch-ready env --environment production=<source>',
    );
  if (production.length === 0)
    return notApplicable(
      'no file here holds what production gets; launch-ready env --environment production=<source> asks the host',
    );
  return pass(good);
}

const rowOf = ({ name, environment, path, line, text }: EnvFactProblem): readonly string[] => [
  name,
  environment ?? '',
  `${path}:${line}`,
  text,
];
const worstFirst = (a: EnvFactProblem, b: EnvFactProblem): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity);
