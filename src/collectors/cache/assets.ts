import { collector } from '../../model/collector.ts';
import type { HttpResponse } from '../../model/outside-http.ts';
import type { Manifest } from '../../model/manifest.ts';
import assets from '../../facts/cache/assets.ts';
import type { Asset, AssetAnswer, Assets } from '../../facts/cache/assets.ts';
import crawl from '../../facts/pages/crawl.ts';
import type { Crawl } from '../../facts/pages/crawl.ts';
import { validationFields } from '../../protocols/http/caching/conditional.ts';
import { mediaType } from '../../protocols/http/fields.ts';
import { keptFields } from '../../protocols/http/kept-fields.ts';
import { pageAddress } from '../../protocols/http/page-address.ts';
import { isOwnHost, isToldHere } from '../../protocols/http/web-host.ts';
import { styleUrls } from '../../protocols/html/style-urls.ts';
import { ask, bodyText } from '../pages/crawling/asking.ts';
import type { Asking } from '../pages/crawling/asking.ts';
import { inTurn } from '../redirects/walking/in-turn.ts';

const maxAssets = 40;
const width = 4;
const kinds = new Set(['script', 'style', 'image', 'icon', 'manifest', 'preload', 'share']);
const maxAssetBytes = 4 * 1024 * 1024;

/** Asks every asset of the sampled pages twice and once more with its validator. Only addresses of our own, over https. */
export default collector({
  yields: assets,
  inputs: { crawl },
  limits: { timeoutMs: 60_000 },
  async collect({ inputs, target, manifest, outside, signal }) {
    const startedMs = outside.clock.monotonicMs();
    const wanted = wantedAssets(inputs.crawl, manifest, target.name);
    const asking = { http: outside.http, signal };
    const failures: Assets['failures'] = [];
    const found = await inTurn(wanted.slice(0, maxAssets), width, async (each) =>
      askTwice(asking, each, failures),
    );
    return {
      state: 'known',
      value: {
        assets: found.filter((each) => each !== null),
        failures,
        leftOut: Math.max(0, wanted.length - maxAssets),
      },
      source: `assets of https://${target.name}/`,
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    };
  },
});

type Wanted = Pick<Asset, 'url' | 'kind' | 'page'>;

function wantedAssets(value: Crawl, manifest: Manifest, host: string): readonly Wanted[] {
  if (!value.isCrawled) return [];
  const wanted = new Map<string, Wanted>();
  for (const page of value.pages)
    for (const { kind, url } of page.loads) {
      const { hostname, protocol } = new URL(url);
      const isOurs = isOwnHost(manifest, hostname) && isToldHere(manifest, host, hostname);
      if (isOurs && protocol === 'https:' && kinds.has(kind) && !wanted.has(url))
        wanted.set(url, { url, kind, page: page.url });
    }
  return [...wanted.values()];
}

/** Pictures and scripts are asked as a browser asks for them. */
const accept = [['accept', '*/*']] as const;

async function askTwice(asking: Asking, wanted: Wanted, failures: Assets['failures']): Promise<Asset | null> {
  const question = { headers: accept, maxBodyBytes: maxAssetBytes };
  const first = await ask(asking, wanted.url, question);
  if (!first.ok) {
    failures.push({ url: wanted.url, message: first.error.message.slice(0, 300) });
    return null;
  }
  const second = await ask(asking, wanted.url, question);
  const conditions = validationFields(first.value.headers);
  const third =
    conditions.length === 0
      ? null
      : await ask(asking, wanted.url, { ...question, headers: [...accept, ...conditions] });
  return {
    ...wanted,
    first: answerOf(first.value),
    second: second.ok ? answerOf(second.value) : null,
    conditionalStatus: third?.ok === true ? third.value.status : null,
    loads: stylesIn(first.value, wanted.url),
  };
}

const answerOf = (response: HttpResponse): AssetAnswer => ({
  status: response.status,
  fields: keptFields(response.headers),
  bodyBytes: response.body.length,
  wireBytes: response.encodedBytes,
});

function stylesIn(response: HttpResponse, url: string): Asset['loads'] {
  if (mediaType(response.headers) !== 'text/css') return [];
  return styleUrls(bodyText(response))
    .flatMap((each) => {
      const resolved = pageAddress(each.url, url);
      return resolved === null ? [] : [{ kind: each.kind, url: resolved }];
    })
    .slice(0, 100);
}
