import { collector } from '../../model/collector.ts';
import type { CollectContext } from '../../model/collector.ts';
import type { HttpResponse } from '../../model/outside-http.ts';
import objects from '../../facts/api/objects.ts';
import type { ApiObjects, ObjectTrial } from '../../facts/api/objects.ts';
import { idsIn } from '../../protocols/api/data-in-answers.ts';
import { routeAddress } from '../../protocols/http/route-address.ts';
import { inTurn } from '../redirects/walking/in-turn.ts';
import { filledRoute, hasPlaceholder } from './asking/routes-on.ts';
import { Session } from './asking/session.ts';
import type { SessionParts } from './asking/session.ts';

const maxLists = 6;
const maxRoutes = 6;
const maxObjects = 3;

/**
 * With consent and two test accounts: what the first one's lists name is asked for as the second, and without any account.
 * GET only; answers are compared and dropped.
 */
export default collector({
  yields: objects,
  inputs: {},
  limits: { timeoutMs: 45_000 },
  async collect(context) {
    const { target, outside } = context;
    const startedMs = outside.clock.monotonicMs();
    return {
      state: 'known',
      value: await tryAll(context),
      source: `the API of ${target.name} with the manifest’s test accounts`,
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    };
  },
});

type Context = Pick<CollectContext, 'manifest' | 'outside' | 'signal' | 'consent'>;
interface Owned {
  readonly url: string;
  readonly answer: HttpResponse;
}

async function tryAll(context: Context): Promise<ApiObjects> {
  const { manifest, outside, signal, consent } = context;
  const no = (why: string, isConsentMissing = false): ApiObjects => ({
    isAsked: false,
    why,
    isConsentMissing,
  });
  const [first, second] = manifest.testAccounts;
  if (first === undefined || second === undefined) return no('the manifest names no two test accounts');
  const templates = protectedRoutes(context, true);
  if (templates.length === 0)
    return no('no declared route that needs a login names single objects (`/orders/:id`)');
  if (!consent.isActiveAllowed) return no('logging in as test accounts needs the owner’s consent', true);
  const home = `https://${manifest.product.canonicalHost ?? manifest.product.domain}/`;
  const parts: SessionParts = { outside, signal, home };
  const [owner, other, stranger] = [
    new Session(parts, first.id),
    new Session(parts, second.id),
    new Session(parts, 'a stranger'),
  ];
  const problems = [await owner.begin(first), await other.begin(second)].filter(
    (problem) => problem !== null,
  );
  if (problems.length > 0) return { isAsked: true, trials: [], problems };
  const lists = protectedRoutes(context, false).slice(0, maxLists);
  const refused = (await inTurn(lists, 2, async (url) => ((await isServed(other, url)) ? null : url))).filter(
    (url) => url !== null,
  );
  if (lists.length > 0 && refused.length === lists.length)
    problems.push(`test account ${other.name} is served nowhere: its login may not hold`);
  const owned = await ownedBy(owner, { lists, templates });
  if (owned.length === 0)
    problems.push(`nothing that belongs to test account ${owner.name} was found: it needs data of its own`);
  const trials = await inTurn(owned, 2, async (object) =>
    Promise.all([other, stranger].map(async (by) => tryAs(by, owner.name, object))),
  );
  return { isAsked: true, trials: trials.flat(), problems };
}

const protectedRoutes = ({ manifest }: Context, wantsPlaceholder: boolean): readonly string[] =>
  manifest.routes
    .filter(
      ({ method, needsAuth, url }) =>
        method.toUpperCase() === 'GET' && needsAuth && hasPlaceholder(url) === wantsPlaceholder,
    )
    .flatMap(({ url }) => routeAddress(manifest, url) ?? [])
    .map((url) => url.replaceAll('%7B', '{').replaceAll('%7D', '}'))
    .slice(0, maxRoutes);

async function isServed(session: Session, url: string): Promise<boolean> {
  const answer = await session.ask(url);
  return answer.ok && answer.value.status >= 200 && answer.value.status < 300;
}

/** Identifiers in the owner's lists, put into the routes of single objects; what the owner then gets is the owner's. */
async function ownedBy(
  owner: Session,
  { lists, templates }: { readonly lists: readonly string[]; readonly templates: readonly string[] },
): Promise<readonly Owned[]> {
  const read = await inTurn(lists, 2, async (url) => {
    const answer = await owner.ask(url, { maxBodyBytes: 256 * 1024 });
    return answer.ok && answer.value.status === 200
      ? { url, ids: idsIn(Buffer.from(answer.value.body).toString('utf8')) }
      : { url, ids: [] };
  });
  const wanted = templates.flatMap((template) => {
    const beside = read.filter(({ url }) => template.startsWith(`${url}/`));
    const ids = (beside.length > 0 ? beside : read).flatMap((each) => each.ids);
    return [...new Set(ids)].slice(0, maxObjects).map((id) => filledRoute(template, id));
  });
  const found = await inTurn(wanted, 2, async (url): Promise<readonly Owned[]> => {
    const answer = await owner.ask(url);
    return answer.ok && answer.value.status === 200 ? [{ url, answer: answer.value }] : [];
  });
  return found.flat();
}

async function tryAs(by: Session, owner: string, { url, answer }: Owned): Promise<ObjectTrial> {
  const got = await by.ask(url);
  return {
    url,
    owner,
    by: by.name,
    status: got.ok ? got.value.status : null,
    isOwnersAnswer:
      got.ok && got.value.status === 200 && Buffer.from(got.value.body).equals(Buffer.from(answer.body)),
  };
}
