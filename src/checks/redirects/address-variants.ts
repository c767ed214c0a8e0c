import { check, fail, notApplicable, page, pass, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import variants from '../../facts/redirects/variants.ts';
import type { Variants } from '../../facts/redirects/variants.ts';
import { isSameAddress } from '../../protocols/http/same-address.ts';

export default check({
  title: 'Each page answers at one address only',
  failingTitle: 'The same page answers at several addresses',
  requirements: ['EDGE-9'],
  stage: 'redirects',
  target: 'host',
  severity: 'low',
  impact: 'revenue',
  why: 'Search engines and statistics count the copies as different pages, and caches keep each one.',
  sources: [
    page(
      'Google: duplicate addresses',
      'https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls',
    ),
  ],
  needs: { variants },
  fix: 'Redirect the other spellings to the proper address with 301, or name the proper one in a canonical link.',
  effortMinutes: 30,
  reproduce: ({ target }) => `curl -sSkI https://${target.name}/index.html`,
  judge: ({ variants: { variants: seen } }) => {
    if (seen.length === 0) return notApplicable('no page of this host could be compared');
    const silent = seen.find((variant) => variant.status === null);
    const copies = seen.filter(isCopy);
    const [first] = copies;
    if (first === undefined && silent !== undefined)
      return unknown(`what ${silent.url} answers`, `curl -sSkI '${silent.url}'`);
    if (first === undefined)
      return pass(`${seen.length} other spellings redirect, are missing, or name the proper address`);
    return fail(`${first.url} shows the same page as ${first.of} (${first.what})`, {
      evidence: [
        table(
          'Copies without a canonical link',
          ['address', 'same as', 'kind'],
          copies.map((copy) => [copy.url, copy.of, copy.what]),
        ),
      ],
    });
  },
});

/** A copy that names the proper address as canonical is no copy to a search engine. */
const isCopy = (variant: Variants['variants'][number]): boolean =>
  variant.status === 200 &&
  variant.isSameBody &&
  !(variant.canonical !== null && isSameAddress(variant.canonical, variant.of));
