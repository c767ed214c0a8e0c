import { check, fail, page, pass } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import { optional } from '../../model/need.ts';
import assets from '../../facts/cache/assets.ts';
import browser from '../../facts/pages/browser.ts';
import { count } from '../../facts/pages/reading/pages.ts';
import { onVisits } from '../../facts/pages/reading/visits.ts';

const vital = new Set(['Script', 'Stylesheet', 'Fetch', 'XHR']);

export default check({
  title: 'What pages ask for while they run is answered',
  failingTitle: 'Requests of the pages fail in the browser',
  requirements: ['PERF-4', 'PERF-5', 'EDGE-9'],
  stage: 'pages',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'The page looks finished and shows nothing: a call to the API or a script of others did not come back.',
  sources: [page('Fetch standard: network errors', 'https://fetch.spec.whatwg.org/#concept-network-error')],
  needs: { browser, assets: optional(assets) },
  fix: 'Look at the address and its answer: wrong host, missing CORS header, blocked by the policy, or gone.',
  effortMinutes: 45,
  reproduce: ({ target }) =>
    `npx lighthouse https://${target.name}/ --only-audits=network-requests,errors-in-console --quiet`,
  judge: ({ browser: seen, assets: loaded }) =>
    onVisits(seen, ({ visits }) => {
      // Files the pages name themselves are pages/broken-files'.
      const told = new Set(loaded.state === 'known' ? loaded.value.assets.map(({ url }) => url) : []);
      const found = new Map(
        visits
          .flatMap(({ url: from, failed, mixed }) =>
            // What a browser blocks for being in clear is pages/mixed-content's.
            failed
              .filter(({ url }) => !mixed.some((each) => each.url === url))
              .map((each) => ({ from, ...each })),
          )
          .filter(({ url }) => !told.has(url) && !url.endsWith('/favicon.ico'))
          .map((each) => [each.url, each]),
      );
      const rows = [...found.values()];
      const [first] = rows.toSorted((a, b) => Number(vital.has(b.type)) - Number(vital.has(a.type)));
      if (first === undefined) return pass(`${count(visits.length, 'visit')}, every request answered`);
      return fail(`${first.type.toLowerCase()} ${first.url} of ${first.from}: ${first.answer}`, {
        severity: rows.some(({ type }) => vital.has(type)) ? 'medium' : 'low',
        evidence: [
          table(
            'Failed requests',
            ['page', 'kind', 'address', 'answer'],
            rows.map((each) => [each.from, each.type, each.url, each.answer]),
          ),
        ],
      });
    }),
});
