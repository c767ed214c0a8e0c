import type { Outside, Result } from '../../model/outside.ts';
import type { HttpResponse } from '../../model/outside-http.ts';
import { mightAct, webLinksOf } from './links.ts';
import { shortName } from './images.ts';
import { point, type ProofPoint, type Rule, some } from './point.ts';
import type { ProofInput } from './proof-input.ts';

const alive: Rule = { id: 'links-alive', title: 'Links and images are there', source: null };

const limits = { probes: 20, hops: 5, timeoutMs: 8000, together: 4 } as const;

export interface Prober {
  readonly outside: Pick<Outside, 'http' | 'dns'>;
  readonly signal: AbortSignal;
  /** Marks our traffic in the product's logs. */
  readonly run: string;
  /** One answer per address for the whole test, whichever mail names it. */
  readonly known: Map<string, Promise<string | null>>;
}

/**
 * Asks for links and images with HEAD. Links that might do something are not opened: of those only the host's first page is
 * asked for.
 */
export async function proveAlive(input: ProofInput, prober: Prober): Promise<readonly ProofPoint[]> {
  const links = webLinksOf(input).map(({ url, text }) =>
    mightAct(url, text) ? `${new URL(url).origin}/` : url,
  );
  const images = (input.scan?.images ?? [])
    .filter(
      ({ src, widthPx, heightPx }) =>
        /^https:\/\//i.test(src) && URL.canParse(src) && widthPx !== 1 && heightPx !== 1,
    )
    .map(({ src }) => src)
    .filter((src) => !mightAct(src, ''));
  const targets = [...new Set([...links, ...images].map((url) => new URL(url).href.replace(/#.*$/, '')))];
  if (targets.length === 0) return [];
  const asked = targets.slice(0, limits.probes);
  const dead: string[] = [];
  for (let at = 0; at < asked.length; at += limits.together)
    dead.push(
      ...(
        await Promise.all(asked.slice(at, at + limits.together).map(async (url) => probe(url, prober)))
      ).flatMap((one) => one ?? []),
    );
  const hidden = targets.length - asked.length;
  const held = webLinksOf(input).filter(({ url, text }) => mightAct(url, text)).length;
  const rest = `${held > 0 ? `; ${held} might act and were not opened` : ''}${hidden > 0 ? `; ${hidden} not asked` : ''}`;
  return [
    point(
      alive,
      dead.length === 0 ? 'holds' : 'broken',
      dead.length === 0 ? `${asked.length} asked${rest}` : `${some(dead)}${rest}`,
    ),
  ];
}

/** Null when it is there; else a sentence. */
async function probe(url: string, prober: Prober): Promise<string | null> {
  const before = prober.known.get(url);
  if (before !== undefined) return before;
  const answer = walk(url, prober);
  prober.known.set(url, answer);
  return answer;
}

async function walk(first: string, prober: Prober): Promise<string | null> {
  let url = first;
  for (let hop = 0; hop <= limits.hops; hop += 1) {
    const answer = await ask(url, prober);
    if (!answer.ok) return `${shortName(first)}: ${answer.error.message.slice(0, 120)}`;
    const { status, headers } = answer.value;
    const location = headers.find(([name]) => name === 'location')?.[1];
    if (status < 300 || status === 304) return null;
    if (status >= 400 || location === undefined || !URL.canParse(location, url))
      return isGuarded(status) ? null : `${shortName(first)} answers ${status}`;
    url = new URL(location, url).href;
    // A redirect may lead to a link that acts; then arriving so far is enough.
    if (!/^https?:/.test(url) || mightAct(url, '')) return null;
  }
  return `${shortName(first)} redirects more than ${limits.hops} times`;
}

/** The page is there, it only wants to know who asks. */
const isGuarded = (status: number): boolean => status === 401 || status === 403 || status === 429;

async function ask(url: string, { outside, signal, run }: Prober): Promise<Result<HttpResponse>> {
  const request = {
    url,
    headers: [['x-launch-ready-run', run]],
    timeoutMs: limits.timeoutMs,
    maxBodyBytes: 1024,
    signal,
  } as const;
  const head = await outside.http.request({ ...request, method: 'HEAD' });
  const isRefused = head.ok && [400, 404, 405, 501].includes(head.value.status);
  return isRefused ? outside.http.request({ ...request, method: 'GET' }) : head;
}
