import { severities } from '../../model/check.ts';
import { baselineKey } from '../../protocols/secrets/baseline.ts';
import type { SecretFinding } from '../../protocols/secrets/finding.ts';
import type { VerifiedState } from '../../protocols/secrets/verification.ts';
import type { Hit, SecretHits } from '../../collectors/secrets/hits.ts';

/** A finding with what was asked about it. */
export interface ScannedFinding extends SecretFinding {
  /** What the vendor says; null: not asked. */
  readonly verified: VerifiedState | 'not asked: no harmless request is known' | null;
  /** Addresses that serve this value now; null: not asked. */
  readonly liveAt: readonly string[] | null;
  /** Further places of the same secret. */
  readonly alsoAt: readonly string[];
}

/** The result of a scan, as `--json` prints it. */
export interface ScanDocument {
  readonly schema: 'launch-ready/scan@1';
  readonly tool: { readonly name: 'launch-ready'; readonly version: string };
  readonly scanned: readonly string[];
  readonly totals: {
    readonly files: number;
    readonly objects: number;
    readonly bytes: number;
    readonly tookMs: number;
  };
  /** Secrets, worst first. */
  readonly findings: readonly ScannedFinding[];
  /** Publishable and test keys: told, no leak. */
  readonly notes: readonly ScannedFinding[];
  /** Allowed by a comment in the code, or by the baseline. */
  readonly accepted: readonly ScannedFinding[];
  /** What was not looked at, or not wholly. */
  readonly notLookedAt: readonly string[];
}

const maxAlsoAt = 20;

/** One finding per secret and kind: its first place, with the others listed. Places in the tree come before those in the history. */
export function groupedHits(
  hits: readonly Hit[],
): readonly { readonly hit: Hit; readonly alsoAt: readonly string[] }[] {
  const groups = new Map<string, { hit: Hit; alsoAt: string[] }>();
  for (const hit of hits) {
    const key = `${baselineKey(hit.finding)} ${hit.finding.kind}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { hit, alsoAt: [] });
    else if (group.alsoAt.length < maxAlsoAt) group.alsoAt.push(placeText(hit.finding));
  }
  return [...groups.values()].map(({ hit, alsoAt }) => ({
    hit,
    alsoAt: [...new Set(alsoAt)].filter((place) => place !== placeText(hit.finding)),
  }));
}

export const placeText = ({ path, line, commit }: SecretFinding): string =>
  commit === null ? `${path}:${line}` : `${path}:${line} (commit ${commit.commit.slice(0, 10)})`;

export function documentOf(
  findings: readonly ScannedFinding[],
  about: {
    readonly hits: SecretHits;
    readonly version: string;
    readonly scanned: readonly string[];
    readonly tookMs: number;
    readonly baseline: ReadonlySet<string>;
  },
): ScanDocument {
  const isAccepted = (finding: ScannedFinding): boolean =>
    finding.allowed !== null || about.baseline.has(baselineKey(finding));
  const open = findings.filter((finding) => !isAccepted(finding)).toSorted(worstFirst);
  const { files, objects, bytes, told } = about.hits;
  return {
    schema: 'launch-ready/scan@1',
    tool: { name: 'launch-ready', version: about.version },
    scanned: about.scanned,
    totals: { files, objects, bytes, tookMs: Math.round(about.tookMs) },
    findings: open.filter(({ kind }) => kind === 'secret'),
    notes: open.filter(({ kind }) => kind !== 'secret'),
    accepted: findings.filter(isAccepted),
    notLookedAt: told,
  };
}

const confidences = ['proven', 'likely', 'possible'];
const worstFirst = (a: SecretFinding, b: SecretFinding): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  confidences.indexOf(a.confidence) - confidences.indexOf(b.confidence) ||
  (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line);
