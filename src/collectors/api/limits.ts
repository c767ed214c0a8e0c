import { collector } from '../../model/collector.ts';
import type { CollectContext } from '../../model/collector.ts';
import limits from '../../facts/api/limits.ts';
import type { ApiLimits, DoorTrial, LargeBody } from '../../facts/api/limits.ts';
import crawl from '../../facts/pages/crawl.ts';
import type { DoneCrawl } from '../../facts/pages/crawl.ts';
import { doorKind, limitSign } from '../../protocols/api/rate-limit-signs.ts';
import type { LimitSign } from '../../protocols/api/rate-limit-signs.ts';
import { routeAddress } from '../../protocols/http/route-address.ts';
import { probe, randomWord } from '../exposure/probing/probing.ts';
import type { Probing, ProbeQuestion } from '../exposure/probing/probing.ts';
import { inTurn } from '../redirects/walking/in-turn.ts';
import { hasPlaceholder } from './asking/routes-on.ts';

const maxDoors = 2;
/** More than any limit that protects passwords lets through in a minute. */
const attempts = 40;
const batch = 4;
const largeBytes = 12 * 1024 * 1024;

/** With consent: forty wrong logins of nobody at most, sign-ups that cannot succeed, and one body of 12 MiB. */
export default collector({
  yields: limits,
  inputs: { crawl },
  limits: { timeoutMs: 45_000 },
  async collect(context) {
    const { inputs, target, outside, consent } = context;
    const startedMs = outside.clock.monotonicMs();
    const value: ApiLimits = inputs.crawl.isCrawled
      ? await tryAll(context, inputs.crawl)
      : { isAsked: false, why: inputs.crawl.why, waiting: [] };
    return {
      state: 'known',
      value,
      source: `https://${target.name}/${consent.isActiveAllowed ? ', asked again and again' : ''}`,
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    };
  },
});

type Context = Pick<CollectContext, 'target' | 'manifest' | 'outside' | 'signal' | 'consent'>;
interface Door {
  readonly url: string;
  readonly kind: DoorTrial['kind'];
  readonly isJson: boolean;
}

async function tryAll(context: Context, done: DoneCrawl): Promise<ApiLimits> {
  const { outside, signal, consent } = context;
  const doors = doorsOn(context, done);
  const body = postRoutes(context)[0] ?? null;
  const isNothing = doors.length === 0 && body === null;
  if (isNothing)
    return {
      isAsked: false,
      why: 'no login, sign-up or route that takes a body was found',
      waiting: [],
    };
  if (!consent.isActiveAllowed)
    return {
      isAsked: false,
      why: 'trying again and again needs the owner’s consent',
      waiting: [
        ...(doors.length > 0 ? (['doors'] as const) : []),
        ...(body === null ? [] : (['body'] as const)),
      ],
    };
  const probing = { http: outside.http, signal };
  const word = randomWord(outside);
  return {
    isAsked: true,
    doors: [...(await inTurn(doors, 1, async (door) => knock(probing, door, word)))],
    largeBody: body === null ? null : await large(probing, body),
  };
}

/** Forms with a password on the pages, and declared routes that are called so. */
function doorsOn(context: Context, done: DoneCrawl): readonly Door[] {
  const { hostname } = new URL(done.start);
  const forms = done.pages
    .flatMap(({ forms: all }) => all)
    .filter(({ hasPassword, method }) => hasPassword && method === 'post')
    .map(({ action }) => ({ url: action, isJson: false }));
  const declared = postRoutes(context).map((url) => ({ url, isJson: true }));
  const found = [...forms, ...declared].flatMap(({ url, isJson }): Door[] => {
    const kind = URL.canParse(url) && new URL(url).hostname === hostname ? doorKind(url) : null;
    return kind === null ? [] : [{ url, kind, isJson }];
  });
  return [...new Map(found.toReversed().map((door) => [door.url, door])).values()]
    .toReversed()
    .slice(0, maxDoors);
}

const postRoutes = ({ manifest, target }: Context): readonly string[] =>
  manifest.routes
    .filter(
      ({ method, isWebhook, url }) => method.toUpperCase() === 'POST' && !isWebhook && !hasPlaceholder(url),
    )
    .flatMap(({ url }) => routeAddress(manifest, url) ?? [])
    .filter((url) => new URL(url).hostname === target.name);

/** Somebody who does not exist, with a password nobody may choose: no account is touched and none is made. */
function attempt({ kind, isJson }: Door, word: string): ProbeQuestion {
  const mail = kind === 'login' ? `${word}@launch-ready.invalid` : word;
  const fields = { email: mail, username: mail, login: mail, name: '', password: 'x' };
  const [type, body] = isJson
    ? ['application/json', JSON.stringify(fields)]
    : ['application/x-www-form-urlencoded', new URLSearchParams(fields).toString()];
  return { method: 'POST', headers: [['content-type', type]], body, maxBodyBytes: 64 * 1024 };
}

async function knock(probing: Probing, door: Door, word: string): Promise<DoorTrial> {
  const question = attempt(door, word);
  const statuses: number[] = [];
  const counts = (): string =>
    [...Map.groupBy(statuses, (status) => status)]
      .map(([status, all]) => `${status} ×${all.length}`)
      .join(', ');
  const told = (sign: DoorTrial['sign'], limitedAt: number | null = null): DoorTrial => ({
    url: door.url,
    kind: door.kind,
    asked: statuses.length,
    statuses: counts(),
    sign,
    limitedAt,
  });
  let first: LimitSign | null = null;
  while (statuses.length < attempts && !probing.signal.aborted) {
    const answers = await Promise.all(
      Array.from({ length: batch }, async () => probe(probing, door.url, question)),
    );
    for (const answer of answers) {
      if (!answer.ok) return told(statuses.length > batch ? 'limited' : 'unclear', statuses.length + 1);
      const { status, headers, body } = answer.value;
      statuses.push(status);
      const sign = limitSign(status, headers, Buffer.from(body).toString('latin1'));
      first ??= sign;
      if (sign === 'limited' && statuses.length > 1) return told('limited', statuses.length);
      if (sign === 'challenged') return told('challenged', first === 'challenged' ? null : statuses.length);
      if (sign === 'announced') return told('announced');
    }
    if (
      statuses.every(
        (status) => [403, 404, 405, 415, 419].includes(status) || (status >= 300 && status < 400),
      )
    )
      return told('unclear');
  }
  // Made-up values may be turned away before anybody counts them: that proves nothing either way.
  return told(statuses.every((status) => status === 400 || status === 422) ? 'unclear' : 'none');
}

/** A small body that cannot be meant, then a huge one of the same form. */
async function large(probing: Probing, url: string): Promise<LargeBody | null> {
  const question = (bytes: number): ProbeQuestion => ({
    method: 'POST',
    headers: [['content-type', 'application/json']],
    body: `{"launch-ready":"${'a'.repeat(bytes)}"}`,
    maxBodyBytes: 4096,
    timeoutMs: 8000,
  });
  const small = await probe(probing, url, question(16));
  if (!small.ok) return null;
  const big = await probe(probing, url, question(largeBytes));
  const same =
    big.ok &&
    big.value.status === small.value.status &&
    Buffer.from(big.value.body).equals(Buffer.from(small.value.body));
  return {
    url,
    sizeBytes: largeBytes,
    smallStatus: small.value.status,
    status: big.ok ? big.value.status : null,
    error: big.ok ? null : big.error.kind,
    isSameAnswer: same,
  };
}
