import type { Evidence, EvidenceNode } from '../../model/evidence.ts';
import type { Finding } from '../../model/finding.ts';
import { severityShapes, workText } from '../words.ts';
import { mdBlock, mdCode, mdLink, mdTable, mdText } from './escape.ts';

/** One finding as a section of its own. */
export function findingSection(finding: Finding, number: number): string {
  const confidence = finding.confidence === 'proven' ? '' : ` (${finding.confidence})`;
  return [
    `### ${number}. ${mdText(finding.title)}`,
    `${severityShapes[finding.severity]} **${finding.severity}** · ${mdCode(finding.target.name)} · ${finding.impact} · ${workText(finding.effortMinutes)} to fix`,
    `**What we saw.** ${mdText(finding.found)}${confidence}`,
    `**Why it costs money.** ${mdText(finding.why)}`,
    ...finding.evidence.map(evidenceSection),
    `**See it yourself**\n\n${mdBlock(finding.reproduce, 'sh')}`,
    `**Fix.** ${mdText(finding.fix)}`,
    ...(finding.sources.length === 0
      ? []
      : [`**References.** ${finding.sources.map(({ label, url }) => mdLink(label, url)).join(', ')}`]),
    `<sub>${mdText(finding.check)} · ${finding.requirements.map(mdText).join(' ')} · ${mdText(finding.fingerprint)}</sub>`,
  ].join('\n\n');
}

/** Evidence as a block of its own. */
export function evidenceSection(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'note':
      return mdText(evidence.text);
    case 'lines':
      return `${mdText(evidence.title)}\n\n${mdBlock(evidence.lines.join('\n'))}`;
    case 'table':
      return `${mdText(evidence.title)}\n\n${mdTable(
        evidence.columns.map(mdText),
        evidence.rows.map((row) => row.map(mdText)),
      )}`;
    case 'tree':
      return `${mdText(evidence.title)}\n\n${mdBlock(treeLines(evidence.root, 0).join('\n'))}`;
  }
}

function treeLines(node: EvidenceNode, depth: number): readonly string[] {
  const note = node.note === undefined ? '' : `  (${node.note})`;
  return [
    `${'  '.repeat(depth)}${node.label}${note}`,
    ...node.children.flatMap((child) => treeLines(child, depth + 1)),
  ];
}
