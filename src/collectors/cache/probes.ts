import { collector } from '../../model/collector.ts';
import type { CollectContext } from '../../model/collector.ts';
import type { HttpResponse } from '../../model/outside-http.ts';
import assets from '../../facts/cache/assets.ts';
import probes from '../../facts/cache/probes.ts';
import type { CacheProbe, CacheProbes, ProbePair } from '../../facts/cache/probes.ts';
import crawl from '../../facts/pages/crawl.ts';
import type { DoneCrawl } from '../../facts/pages/crawl.ts';
import { keptFields } from '../../protocols/http/kept-fields.ts';
import { isRedirect } from '../../protocols/http/redirect-status.ts';
import { ask } from '../pages/crawling/asking.ts';
import type { Asking } from '../pages/crawling/asking.ts';
import { optional } from '../../model/need.ts';
import { deceive } from './deceiving.ts';

const maxRedirects = 10;

/** Asks for what is not there, twice, and for the host's redirects; misleading names only with `--active`. */
export default collector({
  yields: probes,
  inputs: { crawl, assets: optional(assets) },
  limits: { timeoutMs: 30_000 },
  async collect(context) {
    const { inputs, target, outside } = context;
    const startedMs = outside.clock.monotonicMs();
    const value: CacheProbes = inputs.crawl.isCrawled
      ? await probe(context, inputs.crawl)
      : { isAsked: false, why: inputs.crawl.why };
    return {
      state: 'known',
      value,
      source: `https://${target.name}/`,
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    };
  },
});

type Context = Pick<CollectContext, 'target' | 'outside' | 'signal' | 'consent'>;

async function probe({ target, outside, signal, consent }: Context, done: DoneCrawl): Promise<CacheProbes> {
  const asking = { http: outside.http, signal };
  const name = [...outside.random.bytes(5)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const at = (path: string): string => new URL(path, done.start).href;
  const [missingPage, missingAsset, plain] = await Promise.all([
    twice(asking, at(`/launch-ready-${name}`)),
    twice(asking, at(`/assets/launch-ready-${name}.js`)),
    ask(asking, `http://${target.name}/`, { maxBodyBytes: 1024 }),
  ]);
  const met = done.pages.filter((page) => isRedirect(page.status)).slice(0, maxRedirects);
  const home = plain.ok && isRedirect(plain.value.status) ? [probeOf(plain.value)] : [];
  const deceptions = consent.isActiveAllowed ? await deceive({ asking, outside }, done.pages) : null;
  const redirects = [...home, ...met.map(({ url, status, fields }) => ({ url, status, fields }))];
  return {
    isAsked: true,
    missingPage,
    missingAsset,
    redirects,
    deceptions: deceptions === null ? null : [...deceptions],
  };
}

async function twice(asking: Asking, url: string): Promise<ProbePair | null> {
  const first = await ask(asking, url, { maxBodyBytes: 64 * 1024 });
  if (!first.ok) return null;
  const second = await ask(asking, url, { maxBodyBytes: 64 * 1024 });
  return { first: probeOf(first.value), second: second.ok ? probeOf(second.value) : null };
}

export const probeOf = (response: HttpResponse): CacheProbe => ({
  url: response.url,
  status: response.status,
  fields: keptFields(response.headers),
});
