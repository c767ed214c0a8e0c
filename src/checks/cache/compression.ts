import { check, rfc } from '../../model/check.ts';
import { optional } from '../../model/need.ts';
import assets from '../../facts/cache/assets.ts';
import crawl from '../../facts/pages/crawl.ts';
import { answersOf } from '../../facts/cache/reading/all-answers.ts';
import { onCrawl, problemsOf, told } from '../../facts/pages/reading/pages.ts';
import type { Answered } from '../../facts/cache/reading/answers.ts';
import { fieldValues, mediaType } from '../../protocols/http/fields.ts';

export default check({
  title: 'Texts are sent compressed',
  failingTitle: 'Texts are sent uncompressed: pages load several times slower on phones',
  requirements: ['EDGE-7'],
  stage: 'caching',
  target: 'host',
  severity: 'low',
  impact: 'revenue',
  why: 'Text shrinks to a fifth; on a slow line that is seconds per page.',
  sources: [rfc(9110, '8.4')],
  needs: { crawl, assets: optional(assets) },
  fix: 'Switch on Brotli or gzip for text, scripts, styles, JSON and SVG at the edge.',
  effortMinutes: 20,
  reproduce: ({ target }) =>
    `curl -sSD - -o /dev/null -H 'Accept-Encoding: br, gzip' https://${target.name}/ | grep -i '^content-encoding'`,
  judge: ({ crawl: seen, assets: files }) =>
    onCrawl(seen, (done) => {
      const answers = answersOf(done, files).filter((each) => each.status === 200);
      const bare = answers.filter(isUncompressed);
      const total = bare.reduce((sum, each) => sum + sizeOf(each), 0);
      const problems = problemsOf(
        bare,
        (each) => `${Math.round(sizeOf(each) / 1024)} KiB without compression`,
      );
      return told(
        problems,
        'every larger text is compressed',
        total > heavyBytes ? { severity: 'medium' } : {},
      );
    }),
});

/** Smaller texts fit into one packet. */
const minBytes = 2048;
const heavyBytes = 200 * 1024;
const compressible = /^(?:text\/|image\/svg|application\/(?:.*json|javascript|xml|wasm))/;
const sizeOf = (each: Answered): number =>
  'bodyBytes' in each && typeof each.bodyBytes === 'number' ? each.bodyBytes : 0;

const isUncompressed = (each: Answered): boolean =>
  sizeOf(each) >= minBytes &&
  compressible.test(mediaType(each.fields)) &&
  fieldValues(each.fields, 'content-encoding').length === 0;
