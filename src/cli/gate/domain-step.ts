import { collectFacts } from '../../engine/collect.ts';
import { makeReport } from '../../engine/report.ts';
import { seedTargets } from '../../engine/targets.ts';
import type { GateProblem } from '../../model/deploy.ts';
import { plural } from '../../model/words.ts';
import { registrableDomain } from '../../protocols/dns/name.ts';
import { ownershipRows } from '../../protocols/hosting/ownership.ts';
import { collectorsFor, loadChecks, loadCollectors, selectChecks } from '../audit/plugins.ts';
import type { GateAt, GatePlan } from '../../deploy/gate.ts';

const limitMs = 90_000;

/** One canonical host, https at the first hop, certificates that fit: looked at in the live product, after a release. */
export const domainStep = (isAfter: boolean): GatePlan => ({
  id: 'domain',
  title: 'Canonical domain settings',
  run: async (at) => {
    if (!isAfter)
      return { status: 'skipped', found: 'looked at after the release: launch-ready gate --after' };
    const { manifest } = at.options;
    if (!manifest.isDeclared)
      return {
        status: 'unknown',
        found: 'there is no launch.yaml that names the domain',
        todo: 'Write one with: launch-ready init',
      };
    const report = await liveReport(at);
    const bad = report.findings.filter(({ severity }) => severity === 'blocker' || severity === 'high');
    const problems = report.findings.map(({ title, found, severity, target }): GateProblem => ({
      text: `${target.name}: ${title} (${found})`,
      severity,
      path: null,
      line: null,
    }));
    const [worst] = bad;
    if (worst !== undefined)
      return {
        status: 'fail',
        found: `${plural(bad.length, 'finding')} on ${manifest.product.domain}: ${worst.title}`,
        todo: worst.fix,
        problems,
      };
    const [open] = report.unknown;
    if (report.counts.passed === 0 || open !== undefined)
      return {
        status: 'unknown',
        found: open?.text ?? `${manifest.product.domain} could not be looked at`,
        todo: open?.remedy ?? `Run: launch-ready audit ${manifest.product.domain}`,
        problems,
      };
    return {
      status: 'pass',
      found: `${plural(report.counts.passed, 'check')} of redirects and certificates passed on ${manifest.product.domain}`,
      problems,
    };
  },
});

async function liveReport({ options, outside, signal }: GateAt) {
  const { manifest, profile } = options;
  const checks = selectChecks(await loadChecks(outside.files), {
    only: ['redirects', 'tls'],
    stage: undefined,
  });
  const { domain } = manifest.product;
  const file = await collectFacts({
    collectors: collectorsFor(checks, await loadCollectors(outside.files)),
    seeds: seedTargets(manifest, registrableDomain(domain) ?? domain),
    manifest,
    profile,
    outside,
    signal,
    consent: { isActiveAllowed: false },
    timeoutMs: limitMs,
    tool: 'launch-ready gate',
  });
  return makeReport({
    checks,
    file,
    profile,
    now: file.collectedAt,
    version: 'gate',
    ownership: ownershipRows,
  });
}
