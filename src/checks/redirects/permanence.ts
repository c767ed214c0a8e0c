import { check, fail, notApplicable, pass, page, rfc } from '../../model/check.ts';
import entry from '../../facts/redirects/entry.ts';
import { gate } from '../../facts/redirects/reading/gate.ts';
import { isPermanent } from '../../protocols/http/redirect-status.ts';
import { crossings, hostOf, isEndless, isHttps, walkEvidence } from '../../protocols/http/walk-reading.ts';
import { isOwnHost, isToldHere } from '../../protocols/http/web-host.ts';

export default check({
  title: 'The move to https and to the canonical host is permanent',
  failingTitle: 'The move to https or to the canonical host is only temporary',
  requirements: ['EDGE-2', 'EDGE-9'],
  stage: 'redirects',
  target: 'host',
  severity: 'low',
  impact: 'revenue',
  why: 'Search engines go on listing the old address, and browsers ask it first on every visit.',
  sources: [
    rfc(9110, '15.4.3'),
    page(
      'Google: redirects and search',
      'https://developers.google.com/search/docs/crawling-indexing/301-redirects',
    ),
  ],
  needs: { entry },
  fix: 'Once the target is right, answer with 301 (308 where POST must survive). Browsers keep it, so test it as 302 first.',
  effortMinutes: 10,
  reproduce: ({ target }) => `curl -sSI http://${target.name}/ ; curl -sSkI https://${target.name}/`,
  judge: ({ entry: seen }, { target, manifest }) => {
    const passed = gate(seen, 'either');
    if (passed.verdict !== null) return passed.verdict;
    const walks = [passed.entry.http, passed.entry.https].filter((walk) => !isEndless(walk));
    const moves = walks
      .flatMap((walk) => crossings(walk).map((hop) => ({ walk, hop })))
      .filter(({ hop }) => isToldHere(manifest, target.name, hostOf(hop.url)))
      .filter(({ hop }) => isHttps(hop.to) && isOwnHost(manifest, hostOf(hop.to)))
      .filter(({ hop }) => new URL(hop.to).pathname === new URL(hop.url).pathname);
    if (moves.length === 0) return notApplicable('no redirect changes scheme or host');
    const temporary = moves.find(({ hop }) => !isPermanent(hop.status));
    if (temporary === undefined) return pass([...new Set(moves.map(({ hop }) => hop.status))].join(' and '));
    const { hop, walk } = temporary;
    return fail(`${hop.url} answers ${hop.status} to ${hop.to}`, { evidence: [walkEvidence(walk)] });
  },
});
