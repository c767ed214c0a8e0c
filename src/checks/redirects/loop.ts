import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import type { Verdict } from '../../model/check.ts';
import type { Manifest } from '../../model/manifest.ts';
import entry from '../../facts/redirects/entry.ts';
import type { AskedEntry } from '../../facts/redirects/entry.ts';
import { gate } from '../../facts/redirects/reading/gate.ts';
import { curlWalk, hostOf, isEndless, loopHops, walkEvidence } from '../../protocols/http/walk-reading.ts';
import type { Hop, Walk } from '../../protocols/http/walk.ts';
import { isAuditedHost } from '../../protocols/http/web-host.ts';

export default check({
  title: 'No redirect goes round in a circle',
  failingTitle: 'Redirects go round in a circle and visitors never arrive',
  requirements: ['EDGE-2'],
  stage: 'redirects',
  target: 'host',
  severity: 'blocker',
  impact: 'revenue',
  why: 'Browsers give up with "too many redirects": nobody who comes this way sees the product.',
  sources: [rfc(9110, '15.4')],
  needs: { entry },
  fix: 'Two rules undo each other; keep one of the two named in the evidence. Behind a CDN, check that it talks HTTPS to the origin.',
  effortMinutes: 30,
  reproduce: ({ target }) => curlWalk(`https://${target.name}/`),
  judge: ({ entry: seen }, { target, manifest }) => {
    const passed = gate(seen, 'either');
    return passed.verdict ?? judgeWalks(passed.entry, (walk) => toldAt(walk, target.name, manifest));
  },
});

/** One loop over several hosts is one finding: at the shortest name in it. */
function toldAt(walk: Walk, host: string, manifest: Manifest): string {
  const hosts = [...new Set(loopHops(walk).map((hop) => hostOf(hop.url)))];
  const known = hosts.filter((each) => isAuditedHost(manifest, each));
  return known.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))[0] ?? host;
}

function judgeWalks(seen: AskedEntry, placeOf: (walk: Walk) => string): Verdict {
  const everybody = [seen.https, seen.http, seen.httpsProbe, seen.httpProbe].find(isEndless);
  if (everybody !== undefined) {
    const place = placeOf(everybody);
    if (place !== seen.host) return notApplicable(`it runs into a loop at ${place}, judged there`);
    const isCured = seen.withCookies !== null && !isEndless(seen.withCookies);
    return isCured
      ? endless(everybody, ' for visitors without cookies', 'high')
      : endless(everybody, '', 'blocker');
  }
  const others = [seen.phone, seen.ipv6].filter((walk) => walk !== null && isEndless(walk));
  if (others.some((walk) => walk !== null && placeOf(walk) !== seen.host))
    return notApplicable('some visitors run into a loop at another host, judged there');
  if (seen.phone !== null && isEndless(seen.phone)) return endless(seen.phone, ' for phones only', 'blocker');
  if (seen.ipv6 !== null && isEndless(seen.ipv6))
    return endless(seen.ipv6, ' for visitors over IPv6 only', 'blocker');
  return pass('every walk arrives');
}

function endless(walk: Walk, whom: string, severity: 'blocker' | 'high'): Verdict {
  const evidence = [walkEvidence(walk)];
  const rules = loopHops(walk);
  const found =
    rules.length === 0
      ? `${walk.start} still redirects after ${walk.hops.length} hops${whom}`
      : `${fight(rules)}${whom}`;
  return fail(found, { evidence, severity });
}

/** The two rules that fight, by what each one changes. */
function fight(rules: readonly Hop[]): string {
  const [first, second] = rules;
  if (first === undefined) return 'the redirects never end';
  if (second === undefined) return `${first.url} redirects to itself (${change(first)})`;
  return `one rule sends ${first.url} to ${first.to ?? ''} (${change(first)}), another sends ${second.url} to ${second.to ?? ''} (${change(second)})`;
}

function change(hop: Hop): string {
  if (hop.to === null) return 'nowhere';
  const [from, to] = [new URL(hop.url), new URL(hop.to)];
  if (from.protocol !== to.protocol) return to.protocol === 'https:' ? 'to https' : 'back to http';
  if (from.hostname !== to.hostname) return `host to ${to.hostname}`;
  if (from.pathname !== to.pathname) {
    const isSlash = from.pathname.replace(/\/$/, '') === to.pathname.replace(/\/$/, '');
    return isSlash ? 'trailing slash' : 'path';
  }
  return from.search === to.search ? 'nothing changes' : 'query';
}
