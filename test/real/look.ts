import { collectFacts } from '../../src/engine/collect.ts';
import { makeReport } from '../../src/engine/report.ts';
import { seedTargets } from '../../src/engine/targets.ts';
import { collectorsFor, loadChecks, loadCollectors, selectChecks } from '../../src/cli/audit/plugins.ts';
import { manifestOf, profileFor } from '../../src/cli/audit/subject.ts';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import { impliedManifest } from '../../src/manifest/implied.ts';
import type { Report } from '../../src/model/report.ts';
import { registrableDomain } from '../../src/protocols/dns/name.ts';

export interface LookOptions {
  readonly domain: string;
  /** Themes or checks. */
  readonly only: readonly string[];
  readonly hintsText: string;
  readonly caPem?: string;
  readonly maps?: readonly string[];
  /** `launch.yaml`; default: the one implied by the domain. */
  readonly manifestText?: string;
  readonly isPrivateNetworkAllowed?: boolean;
  /** Of the whole run; default: 60 s. */
  readonly timeoutMs?: number;
}

/** An audit with the program's own parts, as `launch-ready audit` puts them together. */
export async function look(options: LookOptions): Promise<Report> {
  const { domain, hintsText, maps = [] } = options;
  await using outside = await openRealOutside({
    hintsText,
    maps,
    extraCaPem: options.caPem === undefined ? [] : [options.caPem],
    isPrivateNetworkAllowed: options.isPrivateNetworkAllowed ?? false,
  });
  const checks = selectChecks(await loadChecks(outside.files), { only: options.only, stage: undefined });
  const manifest =
    options.manifestText === undefined
      ? impliedManifest(domain)
      : manifestOf(options.manifestText, 'launch.yaml');
  const profile = profileFor(manifest);
  const file = await collectFacts({
    collectors: collectorsFor(checks, await loadCollectors(outside.files)),
    seeds: seedTargets(manifest, registrableDomain(domain) ?? domain),
    manifest,
    profile,
    outside,
    consent: { isActiveAllowed: false },
    timeoutMs: options.timeoutMs ?? 60_000,
    tool: 'test',
  });
  return makeReport({ checks, file, profile, now: file.collectedAt, version: 'test' });
}
