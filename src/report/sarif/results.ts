import type { Finding } from '../../model/finding.ts';
import type { UnknownJudgement } from '../../model/report.ts';
import { targetKey, type Target } from '../../model/target.ts';
import { inertBlock } from '../inert.ts';
import { levels, ranks } from './rules.ts';

/** The file findings are pinned to: targets are not files, and code scanning shows only results with one. */
export const pinnedFile = 'launch.yaml';

/** A result object (section 3.27). An accepted risk is a suppressed result (section 3.35), so it stays visible as such. */
export function resultOf(finding: Finding, ruleIndex: number): Readonly<Record<string, unknown>> {
  const { waiver } = finding;
  return {
    ruleId: finding.check,
    ruleIndex,
    kind: 'fail',
    level: levels[finding.severity],
    rank: ranks[finding.severity],
    message: { text: messageText(finding) },
    locations: [locationOf(finding.target)],
    partialFingerprints: { 'launchReady/v1': finding.fingerprint },
    ...(waiver === undefined
      ? {}
      : {
          suppressions: [
            {
              kind: 'external',
              status: 'accepted',
              justification: inertBlock(`${waiver.owner}, until ${waiver.until}: ${waiver.reason}`),
            },
          ],
        }),
    properties: {
      severity: finding.severity,
      impact: finding.impact,
      confidence: finding.confidence,
      reproduce: finding.reproduce,
      effortMinutes: finding.effortMinutes,
      fixes: finding.fixes,
    },
  };
}

/** A question without an answer is a notification about the run (section 3.58), neither a pass nor a result. */
export const notificationOf = (unknown: UnknownJudgement): Readonly<Record<string, unknown>> => ({
  descriptor: { id: 'unknown' },
  associatedRule: { id: unknown.check },
  level: 'warning',
  message: {
    text: inertBlock(
      `${unknown.title} (${unknown.target.name}) is unknown: ${unknown.text}. To know, ${unknown.remedy}`,
    ),
  },
  locations: [locationOf(unknown.target)],
});

const messageText = (finding: Finding): string =>
  inertBlock(
    [
      `${finding.title}: ${finding.found} (${finding.target.name}).`,
      finding.why,
      `Fix: ${finding.fix}`,
      `See it yourself: ${finding.reproduce}`,
    ].join('\n'),
  );

const locationOf = (target: Target): Readonly<Record<string, unknown>> => ({
  physicalLocation: {
    artifactLocation: { uri: pinnedFile, uriBaseId: '%SRCROOT%' },
    region: { startLine: 1 },
  },
  logicalLocations: [
    { name: inertBlock(target.name), fullyQualifiedName: inertBlock(targetKey(target)), kind: target.kind },
  ],
});
