import type { Severity } from '../../model/check.ts';
import type { Finding } from '../../model/finding.ts';
import { inertBlock } from '../inert.ts';

export type SarifLevel = 'error' | 'warning' | 'note';

/** SARIF 2.1.0 section 3.27.10. */
export const levels: Readonly<Record<Severity, SarifLevel>> = {
  blocker: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};

/** SARIF 2.1.0 section 3.27.25: 0.0 to 100.0, higher is worse. */
export const ranks: Readonly<Record<Severity, number>> = { blocker: 100, high: 75, medium: 50, low: 25 };

export interface SarifRule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown: string };
  readonly helpUri?: string;
  readonly defaultConfiguration: { readonly level: SarifLevel; readonly rank: number };
  readonly properties: { readonly tags: readonly string[]; readonly precision: string };
}

/** One rule per check that failed, in the order of the findings (reportingDescriptor, section 3.49). */
export function rulesOf(findings: readonly Finding[]): readonly SarifRule[] {
  const rules = new Map<string, SarifRule>();
  for (const finding of findings) if (!rules.has(finding.check)) rules.set(finding.check, ruleOf(finding));
  return [...rules.values()];
}

function ruleOf(finding: Finding): SarifRule {
  const [source] = finding.sources;
  const references = finding.sources.map(({ label, url }) => `${label}: ${url}`);
  const why = inertBlock(finding.why);
  const fix = inertBlock(finding.fix);
  return {
    id: finding.check,
    shortDescription: { text: inertBlock(finding.title) },
    fullDescription: { text: why },
    help: {
      text: [why, `How to fix it: ${fix}`, ...references].join('\n\n'),
      markdown: [why, `**How to fix it:** ${fix}`, ...references.map((line) => `- ${line}`)].join('\n\n'),
    },
    ...(source === undefined ? {} : { helpUri: source.url }),
    defaultConfiguration: { level: levels[finding.severity], rank: ranks[finding.severity] },
    properties: {
      tags: [finding.impact, finding.stage, ...finding.requirements],
      precision: precisions[finding.confidence],
    },
  };
}

const precisions = { proven: 'very-high', likely: 'high', possible: 'medium' } as const;
