import { collector } from '../../model/collector.ts';
import type { CollectContext } from '../../model/collector.ts';
import type { HttpResponse } from '../../model/outside-http.ts';
import cors from '../../facts/headers/cors.ts';
import type { Cors, CorsReply, CorsTrial } from '../../facts/headers/cors.ts';
import crawl from '../../facts/pages/crawl.ts';
import type { DoneCrawl } from '../../facts/pages/crawl.ts';
import { fieldText, fieldValues } from '../../protocols/http/fields.ts';
import { webExpectation } from '../../protocols/http/web-host.ts';
import { ask } from '../pages/crawling/asking.ts';
import type { Asking } from '../pages/crawling/asking.ts';
import { inTurn } from '../redirects/walking/in-turn.ts';

const maxAddresses = 3;

/** Five origins, a plain GET and a real preflight each, at up to three addresses of an API and one of other hosts. Nothing is changed on the server. */
export default collector({
  yields: cors,
  inputs: { crawl },
  limits: { timeoutMs: 30_000 },
  async collect(context) {
    const { inputs, target, outside } = context;
    const startedMs = outside.clock.monotonicMs();
    const value: Cors = inputs.crawl.isCrawled
      ? { isAsked: true, trials: [...(await tryAll(context, inputs.crawl))] }
      : { isAsked: false, why: inputs.crawl.why };
    return {
      state: 'known',
      value,
      source: `https://${target.name}/ with foreign Origin fields`,
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    };
  },
});

type Context = Pick<CollectContext, 'target' | 'manifest' | 'outside' | 'signal'>;

async function tryAll(context: Context, done: DoneCrawl): Promise<readonly CorsTrial[]> {
  const { target, manifest, outside, signal } = context;
  const isApi = webExpectation(manifest, target.name) === 'api';
  const answered = done.pages.filter((page) => page.status < 400).map((page) => page.url);
  const urls = [...new Set([done.start, ...answered])].slice(0, isApi ? maxAddresses : 1);
  const asking = { http: outside.http, signal };
  const trials = urls.flatMap((url) => originsFor(manifest.product).map((each) => ({ url, ...each })));
  return inTurn(trials, 4, async (trial) => answerTo(asking, trial));
}

type Question = Pick<CorsTrial, 'url' | 'kind' | 'origin'>;

/** Names nobody owns (RFC 2606), and the product's own to see what a permission looks like. */
function originsFor(product: {
  readonly domain: string;
  readonly canonicalHost: string | null;
}): readonly Omit<Question, 'url'>[] {
  const base = product.domain.replace(/^www\./, '');
  return [
    { kind: 'foreign', origin: 'https://launch-ready-probe.example' },
    { kind: 'null', origin: 'null' },
    { kind: 'look-alike', origin: `https://${base}.launch-ready-probe.example` },
    { kind: 'look-alike', origin: `https://launch-ready-probe-${base}` },
    { kind: 'subdomain', origin: `https://launch-ready-probe.${base}` },
    { kind: 'own', origin: `https://${product.canonicalHost ?? product.domain}` },
  ];
}

async function answerTo(asking: Asking, trial: Question): Promise<CorsTrial> {
  const origin = ['origin', trial.origin] as const;
  const wish = [
    ['access-control-request-method', 'POST'],
    ['access-control-request-headers', 'content-type'],
  ] as const;
  const direct = await ask(asking, trial.url, { headers: [origin], maxBodyBytes: 1024 });
  const preflight = await ask(asking, trial.url, {
    method: 'OPTIONS',
    headers: [origin, ...wish],
    maxBodyBytes: 1024,
  });
  return {
    ...trial,
    direct: direct.ok ? replyOf(direct.value) : null,
    preflight: preflight.ok ? replyOf(preflight.value) : null,
  };
}

function replyOf({ status, headers }: HttpResponse): CorsReply {
  const first = (name: string): string | null => fieldValues(headers, name)[0]?.slice(0, 500) ?? null;
  return {
    status,
    allowOrigin: fieldText(headers, 'access-control-allow-origin')?.slice(0, 500) ?? null,
    allowCredentials: first('access-control-allow-credentials'),
    allowMethods: first('access-control-allow-methods'),
    allowHeaders: first('access-control-allow-headers'),
    vary: fieldText(headers, 'vary')?.slice(0, 500) ?? null,
    cacheControl: fieldText(headers, 'cache-control')?.slice(0, 500) ?? null,
  };
}
