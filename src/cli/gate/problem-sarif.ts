import { inertBlock } from '../../report/inert.ts';
import { levels, ranks } from '../../report/sarif/rules.ts';
import type { Problem } from './problem.ts';

interface SarifSubject {
  readonly version: string;
  readonly problems: readonly Problem[];
  readonly notLookedAt: readonly string[];
}

/** SARIF 2.1.0: one rule per kind of problem, one result per place, a notification for whatever was not looked at. */
export function problemSarif({ version, problems, notLookedAt }: SarifSubject): string {
  const rules = [...new Map(problems.map((problem) => [problem.rule, problem])).values()];
  const indexes = new Map(rules.map(({ rule }, index) => [rule, index]));
  const run = {
    tool: {
      driver: {
        name: 'launch-ready',
        semanticVersion: version,
        rules: rules.map(({ rule, title, severity, fix }) => ({
          id: rule,
          shortDescription: { text: inertBlock(title) },
          ...(fix === null ? {} : { help: { text: inertBlock(fix) } }),
          defaultConfiguration: { level: levels[severity], rank: ranks[severity] },
        })),
        notifications: [
          { id: 'not-looked-at', shortDescription: { text: 'Not looked at, or not wholly: not a pass' } },
        ],
      },
    },
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: notLookedAt.map((text) => ({
          descriptor: { id: 'not-looked-at' },
          level: 'warning',
          message: { text: inertBlock(text) },
        })),
      },
    ],
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The repository' } } },
    results: problems.map((problem) => resultOf(problem, indexes.get(problem.rule) ?? -1)),
    columnKind: 'utf16CodeUnits',
  };
  const $schema =
    'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
  return `${JSON.stringify({ $schema, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

const resultOf = ({ rule, severity, text, path, line }: Problem, ruleIndex: number) => ({
  ruleId: rule,
  ruleIndex,
  kind: 'fail',
  level: levels[severity],
  rank: ranks[severity],
  message: { text: inertBlock(text) },
  locations: [
    {
      physicalLocation: {
        artifactLocation: {
          uri: path
            .split('/')
            .map((part) => encodeURIComponent(part.toWellFormed()))
            .join('/'),
          uriBaseId: '%SRCROOT%',
        },
        region: { startLine: Math.max(1, line) },
      },
    },
  ],
});
