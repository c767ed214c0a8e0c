import { collector } from '../../model/collector.ts';
import declared from '../../facts/redirects/declared.ts';
import { inTurn } from './walking/in-turn.ts';
import { walk } from './walking/walk.ts';

const maxRedirects = 200;

/** Walks every declared old address; where the query is to be kept, it is asked with one. */
export default collector({
  yields: declared,
  inputs: {},
  limits: { timeoutMs: 120_000 },
  async collect({ manifest, outside, signal }) {
    const startedMs = outside.clock.monotonicMs();
    const home = `https://${manifest.product.canonicalHost ?? manifest.product.domain}/`;
    const wanted = manifest.redirects
      .filter((redirect) => URL.canParse(redirect.from, home) && URL.canParse(redirect.to, home))
      .map((redirect) => ({
        ...redirect,
        from: asked(new URL(redirect.from, home), redirect.keepsQuery),
        to: new URL(redirect.to, home).href,
      }));
    const redirects = await inTurn(wanted.slice(0, maxRedirects), 4, async (redirect) => ({
      ...redirect,
      walk: await walk({ http: outside.http, signal }, redirect.from),
    }));
    return {
      state: 'known',
      value: { redirects: [...redirects], leftOut: manifest.redirects.length - redirects.length },
      source: 'the addresses declared in the manifest',
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    };
  },
});

function asked(url: URL, keepsQuery: boolean): string {
  if (keepsQuery && url.search === '') url.search = '?utm_source=launch-ready';
  return url.href;
}
