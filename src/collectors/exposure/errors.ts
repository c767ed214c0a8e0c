import { collector } from '../../model/collector.ts';
import type { CollectContext } from '../../model/collector.ts';
import errors from '../../facts/exposure/errors.ts';
import type { SeenErrors, SeenLeak } from '../../facts/exposure/errors.ts';
import crawl from '../../facts/pages/crawl.ts';
import type { DoneCrawl } from '../../facts/pages/crawl.ts';
import { errorLeaks, stagingWords } from '../../protocols/exposure/error-leaks.ts';
import { routeAddress } from '../../protocols/http/route-address.ts';
import { inTurn } from '../redirects/walking/in-turn.ts';
import { probe, probedAnswer, randomWord } from './probing/probing.ts';
import type { ProbeQuestion } from './probing/probing.ts';

const width = 4;
const maxPages = 4;
const maxRoutes = 4;
const bodyBytes = 256 * 1024;

/** Looks at a few pages and a missing one; with consent also at what odd addresses, parameters and broken bodies provoke. */
export default collector({
  yields: errors,
  inputs: { crawl },
  limits: { timeoutMs: 30_000 },
  async collect(context) {
    const { inputs, target, outside } = context;
    const startedMs = outside.clock.monotonicMs();
    const value: SeenErrors = inputs.crawl.isCrawled
      ? await look(context, inputs.crawl)
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

interface Question extends ProbeQuestion {
  readonly url: string;
  readonly by: SeenLeak['by'];
}
type Context = Pick<CollectContext, 'target' | 'manifest' | 'outside' | 'signal' | 'consent'>;

async function look(context: Context, done: DoneCrawl): Promise<SeenErrors> {
  const { outside, signal, consent } = context;
  const provoked = consent.isActiveAllowed ? provoking(context, done) : [];
  const answers = await inTurn([...quiet(outside, done), ...provoked], width, async (question) => {
    const { url, by, ...how } = question;
    const answer = await probe({ http: outside.http, signal }, url, { ...how, maxBodyBytes: bodyBytes });
    return answer.ok ? [{ question, by, answer: probedAnswer(answer.value) }] : [];
  });
  const seen = answers.flat();
  const told = seen.flatMap(({ question, by, answer }) =>
    errorLeaks(answer.body).map((leak) => ({
      ...leak,
      method: question.method ?? 'GET',
      url: question.url,
      status: answer.status,
      by,
    })),
  );
  // A page may well write about paths and stack traces, and so may the frame of every page; an error may not.
  const isContent = ({ kind, status, by }: SeenLeak): boolean =>
    by === 'page' && status < 400 && kind !== 'debug-mode';
  const usual = new Set(told.filter(isContent).map(({ what, line }) => `${what} ${line}`));
  return {
    isAsked: true,
    leaks: told.filter((leak) => !isContent(leak) && !usual.has(`${leak.what} ${leak.line}`)),
    staging: seen.flatMap(({ question, by, answer }) => {
      const words = by === 'page' && answer.type === 'text/html' ? stagingWords(answer.body) : null;
      return words === null ? [] : [{ url: question.url, words }];
    }),
    answers: seen.length,
    isProvoked: consent.isActiveAllowed,
  };
}

/** Pages of different kinds, and one that does not exist. */
function quiet(outside: Context['outside'], done: DoneCrawl): readonly Question[] {
  const failing = done.pages.filter(({ status }) => status >= 500).slice(0, 2);
  const pages = done.pages.filter(({ status, isHtml }) => status === 200 && isHtml).slice(0, maxPages);
  const missing = new URL(`/${randomWord(outside)}`, done.start).href;
  return [
    ...[...pages, ...failing].map(({ url }) => ({ url, by: 'page' as const })),
    { url: missing, by: 'missing page' },
  ];
}

/** What careless code trips over: an address that is no UTF-8, a list where a text is expected, a quote, half a JSON text. */
function provoking({ manifest, target }: Context, done: DoneCrawl): readonly Question[] {
  const at = (path: string): string => `${new URL(done.start).origin}${path}`;
  const addresses = ['/%ff', '/%c0%ae%c0%ae/x', '/launch-ready%00.html'].map((path) => ({
    url: at(path),
    by: 'odd address' as const,
  }));
  const readable = done.pages.filter(({ status }) => status === 200).map(({ url }) => url);
  const parameters = readable
    .slice(0, 2)
    .flatMap((url) => [withParameters(url, '[]', "'"), withParameters(url, '', '1\'"(')]);
  const routes = manifest.routes
    .filter(({ method, isWebhook }) => /^(?:POST|PUT|PATCH)$/.test(method) && !isWebhook)
    .flatMap((route) => {
      const url = routeAddress(manifest, route.url);
      return url !== null && new URL(url).hostname === target.name ? [{ method: route.method, url }] : [];
    });
  return [
    ...addresses,
    ...parameters.map((url) => ({ url, by: 'odd parameter' as const })),
    ...routes.slice(0, maxRoutes).map(({ method, url }) => ({
      url,
      method,
      headers: [['content-type', 'application/json']] as const,
      body: '{"launch-ready":',
      by: 'broken body' as const,
    })),
  ];
}

function withParameters(url: string, suffix: string, value: string): string {
  const copy = new URL(url);
  const names = [...new Set([...copy.searchParams.keys(), 'id', 'page', 'q'])].slice(0, 5);
  copy.search = '';
  for (const name of names) copy.searchParams.append(`${name}${suffix}`, value);
  return copy.href;
}
