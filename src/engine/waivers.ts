import type { UnixMs } from '../model/brand.ts';
import type { Finding } from '../model/finding.ts';
import type { Waiver } from '../model/manifest.ts';

const dayMs = 86_400_000;

/** A waiver holds through its last day (UTC) and matches one check, on one target or on all. */
export function waiverFor(finding: Finding, waivers: readonly Waiver[], now: UnixMs): Waiver | null {
  return (
    waivers.find(
      (waiver) =>
        waiver.check === finding.check &&
        (waiver.target === null || waiver.target === finding.target.name) &&
        now < Date.parse(`${waiver.until}T00:00:00Z`) + dayMs,
    ) ?? null
  );
}

export function splitWaived(
  findings: readonly Finding[],
  waivers: readonly Waiver[],
  now: UnixMs,
): { readonly open: readonly Finding[]; readonly waived: readonly Finding[] } {
  const marked = findings.map((finding) => ({ finding, waiver: waiverFor(finding, waivers, now) }));
  return {
    open: marked.filter((each) => each.waiver === null).map((each) => each.finding),
    waived: marked.flatMap((each) =>
      each.waiver === null ? [] : [{ ...each.finding, waiver: each.waiver }],
    ),
  };
}
