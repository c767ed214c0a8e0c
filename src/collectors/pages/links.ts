import { collector } from '../../model/collector.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { WorldErrorKind } from '../../model/outside.ts';
import crawl from '../../facts/pages/crawl.ts';
import type { Crawl, DoneCrawl } from '../../facts/pages/crawl.ts';
import links from '../../facts/pages/links.ts';
import type { AskedLink } from '../../facts/pages/links.ts';
import { fieldValues } from '../../protocols/http/fields.ts';
import { pageAddress } from '../../protocols/http/page-address.ts';
import { isOwnHost } from '../../protocols/http/web-host.ts';
import { inTurn } from '../redirects/walking/in-turn.ts';
import { ask } from './crawling/asking.ts';
import type { Asking } from './crawling/asking.ts';

const maxOwn = 25;
const maxForeign = 25;
/** Two of one foreign site say enough. */
const maxPerForeignHost = 2;
const width = 4;
const firstBytes = 4096;

/** Asks where links lead that the crawl did not follow: other hosts of ours, and foreign ones a visitor could click. */
export default collector({
  yields: links,
  inputs: { crawl },
  limits: { timeoutMs: 45_000 },
  async collect({ inputs, target, manifest, outside, signal }) {
    const startedMs = outside.clock.monotonicMs();
    const { wanted, leftOut } = wantedLinks(inputs.crawl, manifest);
    const asking = { http: outside.http, signal };
    const asked = await inTurn(wanted, width, async (each) => askLink(asking, each));
    return {
      state: 'known',
      value: { asked: [...asked], leftOut },
      source: `links of https://${target.name}/`,
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    };
  },
});

type Wanted = Pick<AskedLink, 'url' | 'from' | 'line' | 'isOwn'>;

function wantedLinks(
  value: Crawl,
  manifest: Manifest,
): { readonly wanted: readonly Wanted[]; readonly leftOut: number } {
  if (!value.isCrawled) return { wanted: [], leftOut: 0 };
  const unseen = unseenLinks(value, manifest);
  const own = unseen.filter((each) => each.isOwn);
  const perHost = new Map<string, number>();
  const foreign = unseen.filter((each) => {
    if (each.isOwn) return false;
    const { hostname } = new URL(each.url);
    const count = (perHost.get(hostname) ?? 0) + 1;
    perHost.set(hostname, count);
    return count <= maxPerForeignHost;
  });
  const wanted = [...own.slice(0, maxOwn), ...foreign.slice(0, maxForeign)];
  return { wanted, leftOut: unseen.length - wanted.length };
}

function unseenLinks(done: DoneCrawl, manifest: Manifest): readonly Wanted[] {
  const { origin } = new URL(done.start);
  const found = new Map<string, Wanted>();
  for (const { from, to, line } of done.links) {
    const { origin: there, hostname } = new URL(to);
    // The crawl answers for its own origin; what it left out there it left out on purpose.
    if (there === origin || found.has(to)) continue;
    found.set(to, { url: to, from, line, isOwn: isOwnHost(manifest, hostname) });
  }
  return [...found.values()];
}

/** HEAD first; servers that refuse it are asked for the first bytes. */
async function askLink(asking: Asking, wanted: Wanted): Promise<AskedLink> {
  const head = await ask(asking, wanted.url, { method: 'HEAD' });
  const isRefused = head.ok && [400, 403, 404, 405, 501].includes(head.value.status);
  const answer = isRefused ? await ask(asking, wanted.url, { maxBodyBytes: firstBytes }) : head;
  if (!answer.ok) {
    const kind: WorldErrorKind = answer.error.kind;
    return { ...wanted, status: null, error: kind, location: null };
  }
  const [location] = fieldValues(answer.value.headers, 'location');
  return {
    ...wanted,
    status: answer.value.status,
    error: null,
    location: location === undefined ? null : pageAddress(location, wanted.url),
  };
}
