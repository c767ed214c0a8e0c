import { check, fail, notApplicable, page, pass, unknown } from '../../model/check.ts';
import type { Verdict } from '../../model/check.ts';
import { every } from '../../model/need.ts';
import entry from '../../facts/redirects/entry.ts';
import { frontDoors } from '../../facts/redirects/reading/home-hosts.ts';
import type { FrontDoor } from '../../facts/redirects/reading/home-hosts.ts';
import { walkEvidence } from '../../protocols/http/walk-reading.ts';
import { isOwnHost } from '../../protocols/http/web-host.ts';

export default check({
  title: 'The domain with and without www is one site',
  failingTitle: 'The domain with and without www are two different sites',
  requirements: ['EDGE-2', 'EDGE-9'],
  stage: 'redirects',
  target: 'site',
  severity: 'high',
  impact: 'revenue',
  why: 'Logins and carts are lost between the two, search engines split the ranking, and half of all links show the wrong one.',
  sources: [
    page(
      'Google: canonicalization',
      'https://developers.google.com/search/docs/crawling-indexing/canonicalization',
    ),
  ],
  needs: { entries: every(entry) },
  fix: 'Choose one of the two and redirect the other to it with 301, path and query kept.',
  effortMinutes: 20,
  reproduce: ({ manifest: { product } }) =>
    `for host in ${product.domain} www.${product.domain}; do curl -sSkL -o /dev/null -w '%{url_effective}\\n' https://$host/; done`,
  judge: ({ entries }, { manifest }) => {
    const { domain } = manifest.product;
    const pair = frontDoors(entries, manifest).filter(
      (door) => door.host === domain || door.host === `www.${domain}`,
    );
    if (entries.every(({ fact }) => fact.state === 'unknown'))
      return unknown('where the domain and its www lead', `curl -sSkIL https://www.${domain}/`);
    const [first, second] = pair;
    if (first === undefined || second === undefined)
      return notApplicable('only one of the domain and its www exists');
    return judgePair(first, second, (host) => isOwnHost(manifest, host));
  },
});

function judgePair(first: FrontDoor, second: FrontDoor, isOwn: (host: string) => boolean): Verdict {
  if (first.endsOn === null || second.endsOn === null)
    return notApplicable('one of the two does not arrive, which other checks judge');
  if (first.endsOn === second.endsOn) return pass(`both end on ${first.endsOn}`);
  if (!isOwn(first.endsOn) || !isOwn(second.endsOn))
    return notApplicable('one of the two leaves the product, which redirects/foreign-host judges');
  return fail(`${first.host} ends on ${first.endsOn}, ${second.host} on ${second.endsOn}`, {
    evidence: [walkEvidence(first.entry.https), walkEvidence(second.entry.https)],
  });
}
