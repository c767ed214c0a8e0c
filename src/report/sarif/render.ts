import type { Report } from '../../model/report.ts';
import { isoText } from '../words.ts';
import { notificationOf, resultOf } from './results.ts';
import { rulesOf } from './rules.ts';

/** SARIF 2.1.0 (OASIS standard, errata 01) with one run. */
export function renderSarif(report: Report): string {
  const findings = [...report.findings, ...report.waived];
  const rules = rulesOf(findings);
  const indexes = new Map(rules.map((rule, index) => [rule.id, index]));
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: report.tool.name,
            semanticVersion: report.tool.version,
            rules,
            notifications: [
              {
                id: 'unknown',
                shortDescription: { text: 'A question that could not be answered: not a pass' },
              },
            ],
          },
        },
        automationDetails: { id: `launch-ready/${report.subject.domain}/` },
        invocations: [
          {
            executionSuccessful: report.verdict !== 'could not look',
            startTimeUtc: `${isoText(report.collectedAt)}Z`,
            toolExecutionNotifications: report.unknown.map(notificationOf),
          },
        ],
        originalUriBaseIds: {
          '%SRCROOT%': { description: { text: 'The folder that holds launch.yaml' } },
        },
        // Section 3.14.17: everything the tool knows to be wrong, nothing it left out.
        results: findings.map((finding) => resultOf(finding, indexes.get(finding.check) ?? -1)),
        columnKind: 'utf16CodeUnits',
        properties: { verdict: report.verdict, headline: report.headline, digests: report.digests },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
