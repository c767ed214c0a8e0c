import type { Comparison } from '../../model/comparison.ts';
import type { Finding } from '../../model/finding.ts';
import { inertLine } from '../inert.ts';
import { mdText } from '../markdown/escape.ts';
import { rowLines, type Screen } from '../terminal/finding.ts';
import { plainPalette } from '../terminal/palette.ts';
import type { TerminalOptions } from '../terminal/render.ts';
import { momentText } from '../words.ts';
import type { ComparedRun, ComparisonDocument } from './document.ts';

interface Group {
  readonly key: keyof Comparison;
  readonly title: string;
  /** Lines shown when not verbose. */
  readonly shown: number;
}

/** What got worse first; what is merely still there last. */
const groups: readonly Group[] = [
  { key: 'regressed', title: 'Regressed: passed before, fails now', shown: 20 },
  { key: 'appeared', title: 'New: not judged before', shown: 10 },
  { key: 'fixed', title: 'Fixed', shown: 10 },
  { key: 'unclear', title: 'No longer measurable: neither fixed nor open', shown: 10 },
  { key: 'stillOpen', title: 'Still open', shown: 5 },
];

export function renderComparisonTerminal(
  document: ComparisonDocument,
  options: TerminalOptions = {},
): string {
  const palette = options.palette ?? plainPalette;
  const screen: Screen = { palette, width: Math.min(120, Math.max(60, options.columns ?? 100)) };
  const sections = groups.flatMap((group) => {
    const findings = document.changes[group.key];
    if (findings.length === 0) return [];
    const limit = options.isVerbose === true ? findings.length : group.shown;
    const hidden = findings.length - limit;
    return [
      '',
      palette.strong(`${group.title} (${findings.length})`),
      ...rowLines(findings.slice(0, limit), screen),
      ...(hidden > 0 ? [palette.muted(`  and ${hidden} more: --verbose shows all`)] : []),
    ];
  });
  const lines = [
    palette.strong(inertLine(document.headline)),
    `  before  ${palette.muted(runText(document.older))}`,
    `  now     ${palette.muted(runText(document.newer))}`,
    ...sections,
  ];
  return `${lines.join('\n')}\n`;
}

export function renderComparisonMarkdown(document: ComparisonDocument): string {
  const sections = groups.flatMap((group) => {
    const findings = document.changes[group.key];
    return findings.length === 0
      ? []
      : [`## ${group.title} (${findings.length})`, findings.map(findingLine).join('\n')];
  });
  const head = [
    `# ${mdText(document.domain)}: what changed`,
    `**${mdText(document.headline)}**`,
    `- before: ${mdText(runText(document.older))}\n- now: ${mdText(runText(document.newer))}`,
  ];
  return `${[...head, ...sections].join('\n\n')}\n`;
}

const runText = (run: ComparedRun): string => `${momentText(run.judgedAt)}  ${inertLine(run.headline)}`;

const findingLine = (finding: Finding): string =>
  `- **${finding.severity}** ${mdText(finding.title)} (${mdText(finding.target.name)}): ${mdText(finding.found)}`;
