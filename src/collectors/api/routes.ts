import { collector } from '../../model/collector.ts';
import type { CollectContext } from '../../model/collector.ts';
import type { HttpResponse } from '../../model/outside-http.ts';
import routes from '../../facts/api/routes.ts';
import type { ApiRoutes, AskedRoutes, RouteAnswer } from '../../facts/api/routes.ts';
import crawl from '../../facts/pages/crawl.ts';
import type { DoneCrawl } from '../../facts/pages/crawl.ts';
import { dataInAnswer } from '../../protocols/api/data-in-answers.ts';
import { olderVersions } from '../../protocols/api/old-versions.ts';
import { fieldValues, mediaType } from '../../protocols/http/fields.ts';
import { probe, randomWord } from '../exposure/probing/probing.ts';
import type { Probing } from '../exposure/probing/probing.ts';
import { inTurn } from '../redirects/walking/in-turn.ts';
import { routesOn } from './asking/routes-on.ts';
import type { AskedRoute } from './asking/routes-on.ts';

const width = 4;
const maxOdd = 4;
const bodyBytes = 512 * 1024;

/** GETs without credentials; with consent also empty bodies to protected routes, which must be refused before they are read. */
export default collector({
  yields: routes,
  inputs: { crawl },
  limits: { timeoutMs: 30_000 },
  async collect(context) {
    const { inputs, target, outside } = context;
    const startedMs = outside.clock.monotonicMs();
    const value: ApiRoutes = inputs.crawl.isCrawled
      ? await ask(context, inputs.crawl)
      : { isAsked: false, why: inputs.crawl.why };
    return {
      state: 'known',
      value,
      source: `https://${target.name}/ without credentials`,
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    };
  },
});

type Context = Pick<CollectContext, 'target' | 'manifest' | 'outside' | 'signal' | 'consent'>;

async function ask(context: Context, done: DoneCrawl): Promise<AskedRoutes> {
  const { outside, signal, consent } = context;
  const isActive = consent.isActiveAllowed;
  const probing = { http: outside.http, signal };
  const all = routesOn(context, done);
  const asked = all.filter(({ method, needsAuth }) => method === 'GET' || (isActive && needsAuth));
  const answers = await inTurn(asked, width, async (route) => answerTo(probing, route));
  const closed = answers.filter(
    ({ needsAuth, method, status }) => needsAuth && method === 'GET' && status !== 200,
  );
  const oddMethods = isActive
    ? await inTurn(closed.slice(0, maxOdd), width, async ({ url }) => {
        const answer = await probe(probing, url, { method: 'LAUNCH', maxBodyBytes: 4096 });
        return { url, status: answer.ok ? answer.value.status : null };
      })
    : [];
  return {
    isAsked: true,
    answers: [...answers],
    oddMethods: [...oddMethods],
    trace: await traced(context, new URL('/', done.start).href),
    olderVersions: [
      ...(await older(
        probing,
        all.flatMap(({ method, url }) => (method === 'GET' ? [url] : [])),
      )),
    ],
    isActive,
  };
}

async function answerTo(probing: Probing, route: AskedRoute): Promise<RouteAnswer> {
  const isGet = route.method === 'GET';
  const answer = await probe(probing, route.url, {
    method: route.method,
    headers: [
      ['accept', 'application/json, */*;q=0.5'],
      ...(isGet ? [] : [['content-type', 'application/json'] as const]),
    ],
    ...(isGet ? {} : { body: '{}' }),
    maxBodyBytes: bodyBytes,
  });
  const nothing = {
    status: null,
    type: '',
    isJson: false,
    isLogin: false,
    hasNosniff: false,
    secretFields: [],
    personal: {},
  };
  return { ...route, ...(answer.ok ? readAnswer(answer.value) : nothing) };
}

function readAnswer({ status, headers, body }: HttpResponse): Omit<RouteAnswer, keyof AskedRoute> {
  const text = Buffer.from(body).toString('utf8');
  const data = dataInAnswer(text);
  return {
    status,
    type: mediaType(headers),
    isJson: data !== null,
    isLogin: data === null && /type\s*=\s*["']?password/i.test(text),
    hasNosniff: fieldValues(headers, 'x-content-type-options').some((value) => /nosniff/i.test(value)),
    secretFields: [...(data?.secretFields ?? [])],
    personal: { ...data?.personal },
  };
}

/** A marker that comes back proves that the request is echoed, and not only answered. */
async function traced({ outside, signal }: Context, url: string): Promise<AskedRoutes['trace']> {
  const marker = randomWord(outside);
  const answer = await probe({ http: outside.http, signal }, url, {
    method: 'TRACE',
    headers: [['x-launch-ready', marker]],
    maxBodyBytes: 16 * 1024,
  });
  if (!answer.ok) return null;
  const { status, body } = answer.value;
  return { url, status, isEchoed: status === 200 && Buffer.from(body).includes(marker) };
}

/** Older versions that answer otherwise than one that cannot exist. */
async function older(probing: Probing, urls: readonly string[]): Promise<AskedRoutes['olderVersions']> {
  const [planned] = urls.flatMap((url) => {
    const versions = olderVersions(url);
    return versions === null || versions.older.length === 0 ? [] : [{ url, versions }];
  });
  if (planned === undefined) return [];
  const statusAt = async (url: string): Promise<number | null> => {
    const answer = await probe(probing, url, { maxBodyBytes: 4096 });
    return answer.ok ? answer.value.status : null;
  };
  const none = await statusAt(planned.versions.none);
  const found = await inTurn(planned.versions.older, width, async ({ url, version }) => ({
    url,
    version,
    of: planned.url,
    status: await statusAt(url),
  }));
  return found.flatMap(({ status, ...rest }) =>
    status !== null && status !== none && ![301, 302, 307, 308, 404, 410].includes(status) && status < 500
      ? [{ ...rest, status }]
      : [],
  );
}
