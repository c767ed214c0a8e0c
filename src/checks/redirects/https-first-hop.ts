import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import type { Verdict } from '../../model/check.ts';
import entry from '../../facts/redirects/entry.ts';
import { gate } from '../../facts/redirects/reading/gate.ts';
import { hostOf, isHttps, landed, walkEvidence } from '../../protocols/http/walk-reading.ts';
import type { Walk } from '../../protocols/http/walk.ts';

export default check({
  title: 'The first hop from plain HTTP is already HTTPS',
  failingTitle: 'The first hop from plain HTTP leaves the visitor unprotected',
  requirements: ['EDGE-1'],
  stage: 'redirects',
  target: 'host',
  severity: 'medium',
  impact: 'security',
  why: 'Every unencrypted hop can be hijacked, and a host skipped on the way never teaches browsers to use HTTPS only.',
  sources: [rfc(6797, '7.2'), rfc(6797, '14.4')],
  needs: { entry },
  fix: 'Redirect http://host/ to https://host/ first, at the edge; change the host only afterwards.',
  effortMinutes: 20,
  reproduce: ({ target }) => `curl -sSI http://${target.name}/`,
  judge: ({ entry: seen }, { profile }) => {
    const passed = gate(seen, 'http');
    if (passed.verdict !== null) return passed.verdict;
    return judgeWalk(passed.entry.http, profile.redirects.maxHops);
  },
});

function judgeWalk(walk: Walk, maxHops: number): Verdict {
  const first = walk.hops[0];
  if (first?.to === undefined || first.to === null) return notApplicable('plain HTTP does not redirect');
  const evidence = [walkEvidence(walk)];
  if (!isHttps(first.to)) {
    const later = walk.hops.some((hop) => hop.to !== null && isHttps(hop.to));
    return later
      ? fail(`the first hop goes to ${first.to}, still in clear`, { evidence })
      : notApplicable('plain HTTP never leads to https, which redirects/https-upgrade judges');
  }
  const [from, to] = [hostOf(first.url), hostOf(first.to)];
  if (from === to) return pass(`${first.status} to ${first.to}`);
  if (isCovered(walk, from, to)) return pass(`${first.status} to ${to}, whose HSTS covers ${from}`);
  if (maxHops <= 1) return pass(`${first.status} to ${to}: one hop at most is this profile's rule`);
  return fail(`the first hop changes the host to ${to}, so browsers never learn that ${from} is HTTPS only`, {
    evidence,
    severity: 'low',
  });
}

/** RFC 6797 section 8.2: `includeSubDomains` of a parent host holds for the names below it. */
const isCovered = (walk: Walk, from: string, to: string): boolean =>
  from.endsWith(`.${to}`) && /includesubdomains/i.test(landed(walk)?.hsts ?? '');
