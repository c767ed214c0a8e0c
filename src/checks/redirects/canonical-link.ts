import type { Manifest } from '../../model/manifest.ts';
import { check, fail, notApplicable, page, pass, rfc } from '../../model/check.ts';
import type { Verdict } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import landing from '../../facts/redirects/landing.ts';
import type { Landing } from '../../facts/redirects/landing.ts';
import { isSameAddress } from '../../protocols/http/same-address.ts';
import { hostOf } from '../../protocols/http/walk-reading.ts';

export default check({
  title: 'The start page names its own address as the canonical one',
  failingTitle: 'The start page names another address as the canonical one',
  requirements: ['EDGE-9', 'EDGE-2'],
  stage: 'pages',
  target: 'host',
  severity: 'high',
  impact: 'revenue',
  why: 'Search engines list the address named there: a wrong one takes the page out of the results or sends visitors elsewhere.',
  sources: [
    rfc(6596, '3'),
    page(
      'Google: canonical links',
      'https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls',
    ),
  ],
  needs: { landing },
  fix: 'Set the public base address of the app (often an environment variable) to the canonical host with https.',
  effortMinutes: 15,
  reproduce: ({ target }) =>
    `curl -sSkL https://${target.name}/ | grep -ioE '<link[^>]*canonical[^>]*>|<meta[^>]*og:url[^>]*>'`,
  judge: ({ landing: seen }, { target, manifest }) => {
    if (!seen.isPage) return notApplicable(seen.why);
    if (hostOf(seen.url) !== target.name) return notApplicable(`the page is ${seen.url}, judged there`);
    if (seen.status >= 400) return notApplicable(`the page answers ${seen.status}`);
    if (isCopyThatSaysSo(seen, manifest))
      return notApplicable('a copy that names the proper address, which is right');
    return judgePage(seen);
  },
});

type Page = Extract<Landing, { isPage: true }>;

/** The same page under the other of domain and www, or on a host nobody promised: naming the canonical host there is right. */
function isCopyThatSaysSo(seen: Page, { product, hosts }: Manifest): boolean {
  const { domain, canonicalHost } = product;
  const home = canonicalHost ?? domain;
  const [named, ...others] = [...new Set(seen.canonical)];
  if (named === undefined || named === null || others.length > 0) return false;
  const { host, pathname } = new URL(named);
  const here = hostOf(seen.url);
  const isFrontDoor = here === domain || here === `www.${domain}`;
  const isPromised = hosts.some((each) => each.name === here && each.role !== 'staging');
  if (here === home || (isPromised && !isFrontDoor)) return false;
  return host === home && pathname === new URL(seen.url).pathname;
}

function judgePage(seen: Page): Verdict {
  const named = [...new Set(seen.canonical)];
  const [first] = named;
  if (first === undefined && seen.ogUrl === null) return notApplicable('the page names no canonical address');
  if (named.length > 1) return wrong(`${named.length} different canonical addresses are named`, seen);
  if (first === null) return wrong('the canonical link holds no address', seen);
  if (first !== undefined && !isSameAddress(first, seen.url))
    return wrong(`the page at ${seen.url} says it is ${first}`, seen);
  if (seen.ogUrl !== null && new URL(seen.ogUrl).origin !== new URL(seen.url).origin)
    return wrong(`shared links name ${seen.ogUrl} (og:url), the page is ${seen.url}`, seen);
  return pass(first ?? `${seen.ogUrl ?? ''} (og:url)`);
}

const wrong = (found: string, seen: Page): Verdict =>
  fail(found, {
    evidence: [
      lines('What the page says about itself', [
        `address: ${seen.url}`,
        ...seen.canonical.map((address) => `canonical: ${address ?? 'unreadable'}`),
        `og:url: ${seen.ogUrl ?? 'none'}`,
      ]),
    ],
  });
