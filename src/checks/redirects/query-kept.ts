import { check, fail, notApplicable, page, pass, rfc } from '../../model/check.ts';
import entry from '../../facts/redirects/entry.ts';
import { gate } from '../../facts/redirects/reading/gate.ts';
import { isPathKept, lostParameters } from '../../protocols/http/preservation.ts';
import { crossings, curlWalk, hostOf, walkEvidence } from '../../protocols/http/walk-reading.ts';
import { isOwnHost, isToldHere } from '../../protocols/http/web-host.ts';

export default check({
  title: 'Redirects keep the query',
  failingTitle: 'Redirects drop or damage the query: campaign tracking and token links break',
  requirements: ['EDGE-2'],
  stage: 'redirects',
  target: 'host',
  severity: 'high',
  impact: 'revenue',
  why: 'Paid clicks cannot be attributed, and links with a token (password reset, invitation, confirmation) stop working.',
  sources: [
    rfc(9110, '10.2.2'),
    rfc(3986, '3.4'),
    page('Google Ads: redirects', 'https://support.google.com/google-ads/answer/6325450'),
  ],
  needs: { entry },
  fix: 'Pass the query on unchanged in the redirect ("preserve query string" at Cloudflare, $is_args$args in nginx).',
  effortMinutes: 20,
  reproduce: ({ target }) => curlWalk(`http://${target.name}/some/page?utm_source=x&token=a%2Fb`),
  judge: ({ entry: seen }, { target, manifest }) => {
    const passed = gate(seen, 'either');
    if (passed.verdict !== null) return passed.verdict;
    const walks = [passed.entry.httpProbe, passed.entry.httpsProbe];
    const moves = walks
      .flatMap((walk) => crossings(walk).map((hop) => ({ walk, hop })))
      .filter(({ hop }) => isToldHere(manifest, target.name, hostOf(hop.url)))
      .filter(({ hop }) => isOwnHost(manifest, hostOf(hop.to)));
    const kept = moves.filter(({ hop }) => isPathKept(hop.url, hop.to));
    if (kept.length === 0) return notApplicable('no redirect that keeps the path changes scheme or host');
    for (const { walk, hop } of kept) {
      const lost = lostParameters(hop.url, hop.to);
      if (lost.length === 0) continue;
      return fail(`${lost.map(inWords).join(', ')} on the way to ${new URL(hop.to).host}`, {
        evidence: [walkEvidence(walk)],
      });
    }
    return pass(`kept over ${kept.length} ${kept.length === 1 ? 'redirect' : 'redirects'}`);
  },
});

const inWords = (lost: { readonly name: string; readonly after: string | null }): string =>
  lost.after === null ? `${lost.name} is lost` : `${lost.name} is changed to "${lost.after}"`;
