import { impacts, severities, stages } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { HostRole, Manifest } from '../model/manifest.ts';
import { targetKey, type Target } from '../model/target.ts';

/** How near a host is to the money; roles not listed come last. */
const roleOrder: readonly HostRole[] = [
  'checkout',
  'apex',
  'www',
  'app',
  'auth',
  'api',
  'mail',
  'assets',
  'admin',
];

/**
 * Launch order: severity, then business impact (revenue first), then how near the host is to the money, then the stage of the
 * two-day plan. Total: check id and target settle what is left.
 */
export function rankFindings(findings: readonly Finding[], manifest: Manifest): readonly Finding[] {
  return findings
    .map((finding) => ({ finding, key: rankKey(finding, manifest) }))
    .toSorted((a, b) => compareKeys(a.key, b.key))
    .map((each) => each.finding);
}

type RankKey = readonly (number | string)[];

function rankKey(finding: Finding, manifest: Manifest): RankKey {
  return [
    severities.indexOf(finding.severity),
    impacts.indexOf(finding.impact),
    reach(finding.target, manifest),
    stages.indexOf(finding.stage),
    finding.check,
    targetKey(finding.target),
  ];
}

function reach(target: Target, manifest: Manifest): number {
  if (target.kind === 'site' || target.kind === 'zone') return 0;
  const role = manifest.hosts.find((host) => host.name === target.name)?.role ?? 'other';
  const place = roleOrder.indexOf(role);
  return place < 0 ? roleOrder.length : place;
}

function compareKeys(a: RankKey, b: RankKey): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? left;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
