import { collector } from '../../model/collector.ts';
import type { CollectContext } from '../../model/collector.ts';
import crawl from '../../facts/pages/crawl.ts';
import type { Crawl } from '../../facts/pages/crawl.ts';
import entry from '../../facts/redirects/entry.ts';
import { answering } from '../../facts/redirects/reading/gate.ts';
import type { Answering } from '../../facts/redirects/reading/gate.ts';
import { hostOf, isEndless, landed } from '../../protocols/http/walk-reading.ts';
import { Crawler, sampleBudget } from './crawling/crawler.ts';

/** Crawls a host from where `https://host/` ends, when that is on the host itself. */
export default collector({
  yields: crawl,
  inputs: { entry },
  limits: { timeoutMs: 60_000 },
  async collect(context) {
    const { inputs, target, outside, signal } = context;
    const startedMs = outside.clock.monotonicMs();
    const known = (value: Crawl) => ({
      state: 'known' as const,
      value,
      source: `https://${target.name}/`,
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    });
    if (!inputs.entry.isAsked) return known({ isCrawled: false, why: inputs.entry.why });
    const { https } = inputs.entry;
    const why = silence[answering(https)];
    if (why !== null) return known({ isCrawled: false, why });
    if (isEndless(https)) return known({ isCrawled: false, why: 'its start page is an endless redirect' });
    const end = landed(https);
    if (end === null) return known({ isCrawled: false, why: 'https does not lead to a page' });
    if (hostOf(end.url) !== target.name)
      return known({
        isCrawled: false,
        why: `visitors are sent to ${hostOf(end.url)}, which is looked at itself`,
      });
    const input = { start: end.url, declared: declaredOn(context, end.url), budget: sampleBudget };
    const value = await new Crawler({ http: outside.http, signal }, outside.clock, input).run();
    const [failure] = value.failures;
    if (value.pages.length === 0 && failure !== undefined)
      return known({
        isCrawled: false,
        why: 'its pages stopped answering, which pages/sample tells',
        failure: { url: failure.url, message: failure.message },
      });
    return known(value);
  },
});

/** One dead host is one finding, and one host out of our reach one unknown: both are told by redirects/reachability. */
const silence: Readonly<Record<Answering, string | null>> = {
  answers: null,
  failing: 'https answers with an error only, which redirects/reachability judges',
  dead: 'https does not answer, which redirects/reachability judges',
  'no tls': 'the TLS handshake fails, which the tls checks judge',
  'not reached': 'the host could not be reached from here, which redirects/reachability tells',
};

/** Pages of the manifest and open GET routes, on this host. */
function declaredOn(
  { manifest, target }: CollectContext,
  start: string,
): readonly { readonly url: string; readonly isPrivate: boolean }[] {
  const { canonicalHost, domain } = manifest.product;
  const home = `https://${canonicalHost ?? domain}/`;
  const api = manifest.hosts.find((host) => host.role === 'api');
  const routeBase = api === undefined ? home : `https://${api.name}/`;
  const pages = manifest.pages.map(({ url, isPrivate }) => ({ url, base: home, isPrivate }));
  const routes = manifest.routes
    .filter(({ method, isWebhook }) => method === 'GET' && !isWebhook)
    .map(({ url, needsAuth }) => ({ url, base: routeBase, isPrivate: needsAuth }));
  return [...pages, ...routes]
    .filter(({ url, base }) => URL.canParse(url, base) && new URL(url, base).hostname === target.name)
    .map(({ url, base, isPrivate }) => {
      const { pathname, search } = new URL(url, base);
      return { url: new URL(`${pathname}${search}`, start).href, isPrivate };
    });
}
