import { absoluteAddress } from '../../journeys/addresses.ts';
import { maxRoutes, type LoadRoute } from '../../load/plan.ts';
import { secretBehind } from '../../secrets/behind.ts';
import { UserError } from '../../model/error.ts';
import type { Manifest, ManifestRoute } from '../../model/manifest.ts';
import { nearest } from '../../model/nearest.ts';
import type { Outside } from '../../model/outside.ts';
import type { Profile } from '../../model/profile.ts';
import { addressBytes } from '../../protocols/dns/address.ts';
import { specialRange } from '../../protocols/dns/special-addresses.ts';
import type { CommandInput, ParsedOptions } from '../command.ts';
import { baseUrl } from '../smoke/parts.ts';

export interface ChosenRoutes {
  readonly routes: readonly LoadRoute[];
  /** What was left out, and why: one sentence each. */
  readonly notAsked: readonly string[];
}

/** The routes asked for, or the hot ones, or all; those that would change data are left out and named. */
export async function chosenRoutes(
  outside: Outside,
  input: CommandInput,
  subject: { readonly manifest: Manifest; readonly profile: Profile },
): Promise<ChosenRoutes> {
  const { manifest, profile } = subject;
  const named = namedRoutes(manifest, input.arguments);
  const headers = await readHeaders(outside, input.options);
  const left = named.flatMap((route) => {
    const why = whyNot(route, headers.length > 0);
    return why === null ? [] : [{ route, why }];
  });
  const asked = named.filter((route) => left.every((each) => each.route !== route));
  if (asked.length === 0 || asked.length > maxRoutes)
    throw nothingToAsk(
      left.map(({ route, why }) => `${route.id}: ${why}`),
      asked.length,
    );
  const base = baseUrl(input.options);
  return {
    routes: asked.map((route) => ({
      id: route.id,
      method: route.method,
      url: addressOf(route, manifest, base),
      headers,
      body: null,
      weight: 1,
      budgetMs: route.p95Ms ?? profile.api.p95GoodMs,
      failingMs: route.p95Ms === null ? profile.api.p95FailingMs : null,
    })),
    notAsked: left.map(({ route, why }) => `${route.id}: ${why}`),
  };
}

function namedRoutes(manifest: Manifest, ids: readonly string[]): readonly ManifestRoute[] {
  const known = manifest.routes.map(({ id }) => id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown !== undefined) {
    const guess = nearest(unknown, known);
    throw new UserError('LR_LOAD_NOTHING', {
      what: `There is no route "${unknown.slice(0, 64)}" in launch.yaml.${guess === null ? '' : ` Did you mean ${guess}?`}`,
      why: 'Nothing was asked.',
      todo:
        known.length === 0
          ? 'Declare routes in launch.yaml.'
          : `Use one of: ${known.slice(0, 20).join(', ')}`,
    });
  }
  if (ids.length > 0) return manifest.routes.filter(({ id }) => ids.includes(id));
  const hot = manifest.routes.filter(({ isHot }) => isHot);
  return hot.length > 0 ? hot : manifest.routes;
}

function whyNot({ method, needsAuth }: ManifestRoute, hasHeaders: boolean): string | null {
  if (!['GET', 'HEAD'].includes(method)) return `${method} changes data; load only reads`;
  return needsAuth && !hasHeaders
    ? 'it needs a session: give one with --header authorization=env:NAME'
    : null;
}

function addressOf(route: ManifestRoute, manifest: Manifest, base: string | null): string {
  const url = absoluteAddress(route.url, 'api', { manifest, baseUrl: base });
  if (url === null || !isDeclared(new URL(url).hostname, manifest)) throw foreignHost(url ?? route.url);
  return url;
}

function isDeclared(host: string, { product, hosts, deploy }: Manifest): boolean {
  const staging = deploy.stagingUrl;
  const ours = [product.domain, product.canonicalHost, ...hosts.map(({ name }) => name)];
  if (staging !== null && URL.canParse(staging)) ours.push(new URL(staging).hostname);
  return ours.includes(host) || isThisMachine(host);
}

/** Whoever names this machine with --base (or as an argument) has said that its loopback addresses may be asked. */
export function onThisMachine(input: CommandInput, bases = [input.options.text('base')]): CommandInput {
  const isHere = bases.some(
    (base) => URL.canParse(base ?? '') && isThisMachine(new URL(base ?? '').hostname),
  );
  return isHere ? { ...input, options: input.options.with('allow-private', true) } : input;
}

const isAddress = (host: string): boolean => addressBytes(host) !== null;

function isThisMachine(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  return host === 'localhost' || (isAddress(bare) && specialRange(bare)?.name === 'loopback');
}

/** Hosts of the plan that are reached on public addresses, maps applied. One that cannot be resolved counts as public. */
export async function publicHosts(
  outside: Outside,
  routes: readonly LoadRoute[],
): Promise<readonly string[]> {
  const hosts = [...new Set(routes.map(({ url }) => new URL(url).host))];
  const found = await Promise.all(hosts.map(async (host) => ((await isPublic(outside, host)) ? [host] : [])));
  return found.flat();
}

async function isPublic(outside: Outside, host: string): Promise<boolean> {
  const url = new URL(`http://${host}`);
  if (isThisMachine(url.hostname)) return false;
  const bare = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? 443 : Number(url.port);
  const answers = !isAddress(bare)
    ? await Promise.all(['A', 'AAAA'].map((type) => outside.dns.resolve(bare, type)))
    : [];
  const addresses = !isAddress(bare)
    ? answers.flatMap((each) => (each.ok ? each.value.records.map(({ value }) => value) : []))
    : [bare];
  const places = addresses.map((address) => outside.sockets.route({ address, port, name: bare }));
  return (
    places.length === 0 ||
    places.some((place) => !place.ok || specialRange(place.value.address)?.isGloballyReachable !== false)
  );
}

async function readHeaders(
  outside: Outside,
  options: ParsedOptions,
): Promise<readonly (readonly [string, string])[]> {
  const headers: (readonly [string, string])[] = [];
  for (const given of options.list('header')) {
    const at = given.indexOf('=');
    const value = await secretBehind(given.slice(at + 1), outside);
    if (at < 1 || !value.ok) throw badHeader(at < 1 ? 'it has no name' : value.ok ? '' : value.error.message);
    headers.push([given.slice(0, at).toLowerCase(), value.value]);
  }
  return headers;
}

const badHeader = (why: string): UserError =>
  new UserError('LR_OPTION_INVALID', {
    what: `--header cannot be used: ${why}.`,
    why: 'Values of headers are secrets; what stands on a command line is seen by everybody on the machine.',
    todo: 'Give it like --header authorization=env:API_SESSION',
  });

const foreignHost = (url: string): UserError =>
  new UserError('LR_LOAD_HOST', {
    what: `${url.slice(0, 200)} is on no host that launch.yaml declares.`,
    why: 'Load is only put on hosts that are yours.',
    todo: 'Declare the host under hosts in launch.yaml, or use a loopback address with --base.',
  });

const nothingToAsk = (left: readonly string[], count: number): UserError =>
  new UserError('LR_LOAD_NOTHING', {
    what:
      count > 0
        ? `${count} routes are more than the ${maxRoutes} one run takes.`
        : `launch.yaml declares no route that can be asked.${left.length === 0 ? '' : ` Left out: ${left.slice(0, 5).join('; ')}.`}`,
    why: 'A load test that asks nothing proves nothing.',
    todo: 'Name GET routes under routes in launch.yaml, or give their ids.',
  });
