import { check, fail, notApplicable, page, pass, rfc } from '../../model/check.ts';
import entry from '../../facts/redirects/entry.ts';
import { gate } from '../../facts/redirects/reading/gate.ts';
import { curlWalk, hostOf, isHttps, landed, walkEvidence } from '../../protocols/http/walk-reading.ts';
import type { Walk } from '../../protocols/http/walk.ts';
import { isPermanent } from '../../protocols/http/redirect-status.ts';
import { isOwnHost } from '../../protocols/http/web-host.ts';

/** From here on a chain is felt on a phone, whatever the profile allows. */
const longHops = 3;

export default check({
  title: 'Visitors arrive within the hops the profile allows',
  failingTitle: 'Visitors are sent through more hops than the profile allows',
  requirements: ['EDGE-2'],
  stage: 'redirects',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'Each hop costs a phone a round trip before anything is shown, and every further rule is one more that can break a campaign link.',
  sources: [
    rfc(9110, '15.4'),
    page(
      'Lighthouse: avoid multiple page redirects',
      'https://developer.chrome.com/docs/lighthouse/performance/redirects',
    ),
  ],
  needs: { entry },
  fix: 'Make the first rule lead straight to the final address: scheme, host and path in one redirect.',
  effortMinutes: 30,
  reproduce: ({ target }) => curlWalk(`http://${target.name}/`),
  judge: ({ entry: seen }, { profile, manifest }) => {
    const passed = gate(seen, 'either');
    if (passed.verdict !== null) return passed.verdict;
    const arrived = [passed.entry.http, passed.entry.https].filter(
      (walk) => landed(walk) !== null && isOwnHost(manifest, hostOf(walk.end.url)),
    );
    const longest = arrived.toSorted((a, b) => countedHops(b) - countedHops(a))[0];
    if (longest === undefined)
      return notApplicable('no walk arrives at the product, which other redirect checks judge');
    const [hops, allowed] = [countedHops(longest), profile.redirects.maxHops];
    const figure = `${hops} ${hops === 1 ? 'hop' : 'hops'}, ${allowed} allowed`;
    if (hops <= allowed) return pass(figure);
    return fail(`${figure}, from ${longest.start} to ${longest.end.url}`, {
      evidence: [walkEvidence(longest)],
      severity: hops > longHops ? 'high' : 'medium',
    });
  },
});

/** A last temporary hop on the same host is the product's own choice for this visitor (login, language) and not counted. */
function countedHops(walk: Walk): number {
  const last = walk.hops.at(-1);
  const isChoice =
    last?.to !== undefined &&
    last.to !== null &&
    !isPermanent(last.status) &&
    new URL(last.to).origin === new URL(last.url).origin;
  // The hop back to http, and with it the way up again, is redirects/downgrade.
  const detours = walk.hops.filter((hop) => isHttps(hop.url) && hop.to !== null && !isHttps(hop.to));
  return walk.hops.length - (isChoice ? 1 : 0) - detours.length;
}
