import { inertBlock } from '../../report/inert.ts';
import { levels, ranks } from '../../report/sarif/rules.ts';
import type { ScanDocument, ScannedFinding } from './document.ts';

/** SARIF 2.1.0: one rule per kind of secret, one result per secret; accepted ones are suppressed, gaps are notifications. */
export function renderScanSarif(document: ScanDocument): string {
  const results = [...document.findings, ...document.notes, ...document.accepted];
  const rules = [...new Map(results.map((finding) => [finding.rule, finding])).values()];
  const indexes = new Map(rules.map(({ rule }, index) => [rule, index]));
  const run = {
    tool: {
      driver: {
        name: document.tool.name,
        semanticVersion: document.tool.version,
        rules: rules.map(ruleOf),
        notifications: [
          { id: 'not-looked-at', shortDescription: { text: 'Not looked at, or not wholly: not a pass' } },
        ],
      },
    },
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: document.notLookedAt.map((text) => ({
          descriptor: { id: 'not-looked-at' },
          level: 'warning',
          message: { text: inertBlock(text) },
        })),
      },
    ],
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The scanned folder' } } },
    results: results.map((finding) => resultOf(finding, indexes.get(finding.rule) ?? -1)),
    columnKind: 'utf16CodeUnits',
  };
  const $schema =
    'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
  return `${JSON.stringify({ $schema, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

const ruleOf = (finding: ScannedFinding) => ({
  id: finding.rule,
  shortDescription: { text: `Leaked: ${finding.title}` },
  help: { text: `${finding.rotate.text}\n\n${finding.rotate.url}` },
  helpUri: finding.rotate.url,
  defaultConfiguration: { level: levels[finding.severity], rank: ranks[finding.severity] },
  properties: { tags: ['security', 'secrets', 'DEP-1'] },
});

function resultOf(finding: ScannedFinding, ruleIndex: number) {
  const { allowed, detail } = finding;
  return {
    ruleId: finding.rule,
    ruleIndex,
    kind: 'fail',
    level: finding.kind === 'secret' ? levels[finding.severity] : 'note',
    rank: ranks[finding.severity],
    message: {
      text: inertBlock(
        `${finding.title}${detail === null ? '' : `, ${detail}`}: ${finding.redacted}. ${finding.rotate.text}`,
      ),
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(finding.path), uriBaseId: '%SRCROOT%' },
          region: { startLine: finding.line, startColumn: finding.column },
        },
      },
    ],
    partialFingerprints: { 'launchReadySecret/v1': `${finding.rule} ${finding.fingerprint}` },
    ...(allowed === null
      ? {}
      : {
          suppressions: [{ kind: 'inSource', status: 'accepted', justification: inertBlock(allowed.reason) }],
        }),
    properties: {
      confidence: finding.confidence,
      secretKind: finding.kind,
      commit: finding.commit?.commit ?? null,
    },
  };
}

/** A relative reference (RFC 3986 section 4.2): every segment escaped, slashes kept. */
const uriOf = (path: string): string => path.split('/').map(encodeSegment).join('/');

const encodeSegment = (segment: string): string => encodeURIComponent(segment.toWellFormed());
