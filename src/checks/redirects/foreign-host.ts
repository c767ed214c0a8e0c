import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import type { Severity, Verdict } from '../../model/check.ts';
import type { Manifest } from '../../model/manifest.ts';
import entry from '../../facts/redirects/entry.ts';
import { gate } from '../../facts/redirects/reading/gate.ts';
import { isPermanent } from '../../protocols/http/redirect-status.ts';
import { curlWalk, hostOf, walkEvidence } from '../../protocols/http/walk-reading.ts';
import type { Hop, Walk } from '../../protocols/http/walk.ts';
import { isOwnHost } from '../../protocols/http/web-host.ts';

export default check({
  title: 'The host leads to the product and nowhere else',
  failingTitle: 'The host sends its visitors to somebody else’s site',
  requirements: ['EDGE-2', 'DNS-5'],
  stage: 'redirects',
  target: 'host',
  severity: 'high',
  impact: 'trust',
  why: 'Customers who type the name end on a stranger’s page: an expired service, a parking page, or worse.',
  sources: [page('CWE-601', 'https://cwe.mitre.org/data/definitions/601.html')],
  needs: { entry },
  fix: 'Remove the redirect at the service that answers for this host, or declare it under redirects in launch.yaml.',
  effortMinutes: 20,
  reproduce: ({ target }) => curlWalk(`https://${target.name}/`),
  judge: ({ entry: seen }, { target, manifest }) => {
    const passed = gate(seen, 'either');
    if (passed.verdict !== null) return passed.verdict;
    const { http, https } = passed.entry;
    for (const walk of [https, http]) {
      const verdict = judgeExit(walk, target.name, manifest);
      if (verdict !== null) return verdict;
    }
    return pass(`it ends on ${hostOf(https.end.url)}`);
  },
});

/** Hosts where a visitor who is not logged in is rightly sent to an identity or payment service. */
const sendsAway: ReadonlySet<string> = new Set(['app', 'admin', 'auth', 'checkout']);

function judgeExit(walk: Walk, host: string, manifest: Manifest): Verdict | null {
  const exit = walk.hops.find((hop) => hop.to !== null && !isOwnHost(manifest, hostOf(hop.to)));
  if (exit?.to === undefined || exit.to === null) return null;
  if (isOwnHost(manifest, hostOf(walk.end.url))) return null;
  const place = hostOf(exit.url);
  if (place !== host) return notApplicable(`visitors leave at ${place}, judged there`);
  const foreign = hostOf(exit.to);
  const role = manifest.hosts.find((each) => each.name === host)?.role ?? 'other';
  if (sendsAway.has(role) && !isPermanent(exit.status))
    return pass(`visitors who are not logged in go to ${foreign} for the time being`);
  if (isDeclared(exit, manifest)) return pass(`${foreign} is declared`);
  return fail(`${exit.url} leads to ${foreign} with ${exit.status}`, {
    evidence: [walkEvidence(walk)],
    severity: severityOf(host, manifest),
    confidence: manifest.isDeclared ? 'proven' : 'possible',
  });
}

const isDeclared = (exit: Hop, manifest: Manifest): boolean =>
  manifest.redirects.some(({ to }) => exit.to !== null && URL.canParse(to) && hostOf(to) === hostOf(exit.to));

const severityOf = (host: string, { product }: Manifest): Severity =>
  host === product.domain || host === `www.${product.domain}` || host === product.canonicalHost
    ? 'high'
    : 'medium';
