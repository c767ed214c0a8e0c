import { collector } from '../../model/collector.ts';
import type { CollectContext } from '../../model/collector.ts';
import type { HttpResponse } from '../../model/outside-http.ts';
import addresses from '../../facts/domain/addresses.ts';
import type { Addresses } from '../../facts/domain/addresses.ts';
import origins from '../../facts/edge/origins.ts';
import type { OriginAnswer, Origins } from '../../facts/edge/origins.ts';
import crawl from '../../facts/pages/crawl.ts';
import type { DoneCrawl } from '../../facts/pages/crawl.ts';
import { bodyShape } from '../../protocols/exposure/soft-missing.ts';
import { originCandidates } from '../../protocols/hosting/origin-candidates.ts';
import type { OriginCandidate } from '../../protocols/hosting/origin-candidates.ts';
import { isProxied } from '../../protocols/hosting/recognise.ts';
import { readPageTitle } from '../../protocols/http/page-title.ts';
import { inTurn } from '../redirects/walking/in-turn.ts';

const timeoutMs = 5000;
const bodyBytes = 256 * 1024;

/** Asks the addresses the owner declared, or a given mail gives away, for the host's own page. No other address is touched. */
export default collector({
  yields: origins,
  inputs: { addresses, crawl },
  limits: { timeoutMs: 30_000 },
  async collect(context) {
    const { inputs, target, outside } = context;
    const startedMs = outside.clock.monotonicMs();
    const value = await look(context, inputs.addresses, inputs.crawl.isCrawled ? inputs.crawl : null);
    return {
      state: 'known',
      value,
      source: `https://${target.name}/ at its origin`,
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    };
  },
});

type Context = Pick<CollectContext, 'target' | 'manifest' | 'outside' | 'signal' | 'consent'>;

async function look(context: Context, seen: Addresses, done: DoneCrawl | null): Promise<Origins> {
  const { target, manifest, consent } = context;
  const declared = manifest.hosts.find((host) => host.name === target.name);
  const inDns = [...seen.ipv4, ...seen.ipv6];
  const signs = { aliases: seen.chain.map((alias) => alias.target), addresses: inDns };
  if (declared?.isProxied !== true && isProxied(signs) !== true)
    return { isAsked: false, why: 'no delivery network stands in front of it' };
  if (done === null) return { isAsked: false, why: 'it has no page of its own to compare with' };
  const candidates = originCandidates({
    declared: declared?.origins ?? [],
    mailHeaders: consent.mailHeaders ?? null,
    inDns,
  });
  if (candidates.length === 0)
    return {
      isAsked: false,
      why: 'no address of its origin is known: declare it under `origins`, or give --mail-headers',
    };
  const front = await page(context, done.start);
  if (front === null) return { isAsked: false, why: 'its start page could not be read to compare with' };
  return {
    isAsked: true,
    answers: [...(await inTurn(candidates, 4, async (each) => ask(context, { each, done, front })))],
  };
}

interface Job {
  readonly each: OriginCandidate;
  readonly done: DoneCrawl;
  readonly front: HttpResponse;
}

async function ask(context: Context, { each, done, front }: Job): Promise<OriginAnswer> {
  const secure = await page(context, done.start, each.address);
  const answer = secure ?? (await page(context, done.start.replace(/^https:/, 'http:'), each.address));
  const none = { ...each, serves: 'none', scheme: null, status: null, certificate: null } as const;
  if (answer === null) return none;
  const { tls, status } = answer;
  return {
    ...each,
    serves: isSamePage(front, answer) ? 'same' : 'other',
    scheme: tls === null ? 'http' : 'https',
    status,
    certificate:
      tls === null
        ? null
        : {
            isTrusted: tls.isAuthorized,
            error: tls.authorizationError,
            isOriginCa: isOriginCa(tls.chain[0]),
          },
  };
}

async function page(
  { outside, signal }: Context,
  url: string,
  address?: string,
): Promise<HttpResponse | null> {
  const answer = await outside.http.request({
    url,
    headers: [['accept', 'text/html,*/*;q=0.8']],
    timeoutMs,
    maxBodyBytes: bodyBytes,
    isCertificateRequired: false,
    signal,
    ...(address === undefined ? {} : { address }),
  });
  return answer.ok ? answer.value : null;
}

/** A redirect to https at the origin itself is an answer for the host, too, but shows nothing: only the page counts. */
function isSamePage(front: HttpResponse, origin: HttpResponse): boolean {
  if (origin.status !== 200 || front.status !== 200) return false;
  const [a, b] = [textOf(front), textOf(origin)];
  const title = readPageTitle(a);
  return (title !== '' && title === readPageTitle(b)) || bodyShape(a, '') === bodyShape(b, '');
}

const textOf = ({ body }: HttpResponse): string => Buffer.from(body).toString('latin1');

/** Cloudflare's certificates for origins: fit for strict mode, though browsers do not trust them. */
const isOriginCa = (leaf: string | undefined): boolean =>
  leaf !== undefined &&
  /cloudflare origin (?:ssl|certificate)/i.test(Buffer.from(leaf, 'base64').toString('latin1'));
