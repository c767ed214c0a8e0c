import { plural } from '../../model/words.ts';
import type { Report } from '../../model/report.ts';
import { nextStep } from '../next-step.ts';
import { momentText, severityCounts, settledCounts, tookText, verdictShapes } from '../words.ts';
import { mdBlock, mdText } from './escape.ts';
import { findingSection } from './finding.ts';
import {
  acceptedSection,
  coverageSection,
  mapSection,
  notNowSection,
  planSection,
  settledSection,
  unknownSection,
} from './sections.ts';

/** A report a client can be sent: the answer, the findings with evidence, the plan, the map, and what was not looked at. */
export function renderMarkdown(report: Report): string {
  const parts = [
    ...headParts(report),
    ...(report.findings.length === 0 ? [] : ['## What blocks the launch, worst first']),
    ...report.findings.map((finding, index) => findingSection(finding, index + 1)),
    planSection(report.plan),
    mapSection(report.ownership),
    unknownSection(report.unknown),
    acceptedSection(report.waived),
    settledSection('Passed', report.passed),
    settledSection('Not applicable', report.notApplicable),
    notNowSection(report.notNow),
    coverageSection(report.coverage),
    footPart(report),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function headParts(report: Report): readonly string[] {
  const { product, domain, profile, isDeclared } = report.subject;
  const next = nextStep(report);
  const basis = isDeclared ? `held to launch.yaml, profile ${profile}` : `discovered, profile ${profile}`;
  return [
    `# ${mdText(product)}: launch report`,
    `**${verdictShapes[report.verdict]} ${mdText(report.headline)}**`,
    `${mdText(domain)}, ${basis}, looked at ${momentText(report.collectedAt)}`,
    `${severityCounts(report)}; ${settledCounts(report)}.`,
    `**Next:** ${mdText(next.text)}${next.command === null ? '' : `\n\n${mdBlock(next.command, 'sh')}`}`,
  ];
}

const footPart = (report: Report): string =>
  [
    '---',
    `Made by ${report.tool.name} ${mdText(report.tool.version)}: ${plural(report.coverage.checksRun, 'check')} on ${plural(report.coverage.targets.length, 'target')}, collected in ${tookText(report.timings.collectMs)}, judged in ${tookText(report.timings.judgeMs)}, as of ${momentText(report.judgedAt)}.`,
    `Facts sha256 ${report.digests.facts}, findings sha256 ${report.digests.findings}.`,
  ].join('\n\n');
