import type { DnsDoor } from '../../../model/outside-dns.ts';
import type { HttpDoor, HttpRequest, HttpResponse } from '../../../model/outside-http.ts';
import type { TlsDoor } from '../../../model/outside-sockets.ts';
import { failure, ok } from '../../../model/outside.ts';
import { parseResource } from '../../../protocols/edge/resource.ts';
import { difference } from '../../../protocols/edge/state.ts';
import {
  cacheSchema,
  redirectSchema,
  responseHeadersSchema,
  settingSchemas,
} from '../../../protocols/edge/values.ts';
import type { CacheRule, Redirect, ResponseHeaders } from '../../../protocols/edge/values.ts';
import { setsOf } from '../../../protocols/zone/records/resources.ts';
import { isHostMatched, isPathMatched } from '../dangers/rule-reach.ts';
import type { PlannedZone } from './planned-dns.ts';

/** What the plan adds at the edge, for hosts that are behind it. */
interface EdgePreview {
  readonly hosts: ReadonlySet<string>;
  /** Hosts whose address changes: they are visited where they would be. */
  readonly moved: ReadonlySet<string>;
  readonly redirects: readonly Redirect[];
  readonly headers: readonly ResponseHeaders[];
  readonly caches: readonly CacheRule[];
  readonly isAlwaysHttps: boolean;
  readonly hsts: string | null;
  readonly leastTls: string | null;
}

function previewOf({ before, after }: PlannedZone): EdgePreview {
  const changes = difference(before, after);
  const rules = <T extends { readonly isEnabled: boolean }>(
    family: string,
    schema: { safeParse: (value: unknown) => { data?: T } },
  ): readonly T[] =>
    changes.flatMap(({ resource, after: value }) => {
      const id = parseResource(resource);
      const data = id?.kind === 'rule' && id.family === family ? schema.safeParse(value).data : undefined;
      return data?.isEnabled === true ? [data] : [];
    });
  const setting = (id: string): unknown =>
    changes.find(({ resource }) => resource === `setting:${id}`)?.after;
  const hsts = settingSchemas.hsts.safeParse(setting('hsts'));
  const least = setting('min-tls');
  return {
    hosts: new Set(setsOf(after).flatMap((set) => (set.isProxied === true ? [set.name] : []))),
    moved: new Set(
      changes.flatMap(({ resource }) => /^rrset:(.*)\.\/(?:A|AAAA|CNAME)$/.exec(resource)?.[1] ?? []),
    ),
    redirects: rules('redirect', redirectSchema),
    headers: rules('response-headers', responseHeadersSchema),
    caches: rules('cache', cacheSchema),
    isAlwaysHttps: setting('always-https') === true,
    hsts: hsts.success && hsts.data.maxAgeSeconds > 0 ? hstsText(hsts.data) : null,
    leastTls: typeof least === 'string' ? least : null,
  };
}

const hstsText = (value: {
  readonly maxAgeSeconds: number;
  readonly includesSubdomains: boolean;
  readonly isPreload: boolean;
}): string =>
  [
    `max-age=${value.maxAgeSeconds}`,
    ...(value.includesSubdomains ? ['includeSubDomains'] : []),
    ...(value.isPreload ? ['preload'] : []),
  ].join('; ');

/** Web requests as they would be answered: real answers with the plan's rules laid over them. */
export function plannedHttp(http: HttpDoor, dns: DnsDoor, planned: PlannedZone): HttpDoor {
  const edge = previewOf(planned);
  return {
    request: async (request) => {
      const url = URL.parse(request.url);
      const placed =
        url === null || !edge.moved.has(url.hostname) || edge.hosts.has(url.hostname)
          ? request
          : await movedRequest(request, url.hostname, dns);
      const real = await http.request(placed);
      return real.ok && url !== null && edge.hosts.has(url.hostname)
        ? ok(overlaid(real.value, url, edge))
        : real;
    },
  };
}

async function movedRequest(request: HttpRequest, host: string, dns: DnsDoor): Promise<HttpRequest> {
  if (request.address !== undefined) return request;
  const types = request.family === 6 ? ['AAAA'] : request.family === 4 ? ['A'] : ['A', 'AAAA'];
  for (const type of types) {
    const found = await dns.resolve(host, type);
    const address = found.ok ? found.value.records[0]?.value : undefined;
    if (address !== undefined) return { ...request, address };
  }
  return request;
}

function overlaid(response: HttpResponse, url: URL, edge: EdgePreview): HttpResponse {
  const isHere = ({ match }: { readonly match: Redirect['match'] }): boolean =>
    isHostMatched(match, url.hostname) && isPathMatched(match, url.pathname);
  const target = redirectTarget(url, edge, isHere);
  const base = target === null ? response : redirected(response, target);
  const changes = [
    ...edge.caches
      .filter(isHere)
      .flatMap(({ browser }) =>
        typeof browser === 'number' ? [['cache-control', `max-age=${browser}`] as const] : [],
      ),
    ...edge.headers
      .filter(isHere)
      .flatMap(({ set, remove }) => [...Object.entries(set), ...remove.map((name) => [name, null] as const)]),
    ...(edge.hsts !== null && url.protocol === 'https:'
      ? [['strict-transport-security', edge.hsts] as const]
      : []),
  ];
  let headers = base.headers;
  for (const [name, value] of changes) {
    headers = headers.filter(([key]) => key !== name.toLowerCase());
    if (value !== null) headers = [...headers, [name.toLowerCase(), value]];
  }
  return { ...base, headers };
}

interface Turn {
  readonly status: number;
  readonly location: string;
}

function redirectTarget(url: URL, edge: EdgePreview, isHere: (rule: Redirect) => boolean): Turn | null {
  if (edge.isAlwaysHttps && url.protocol === 'http:')
    return { status: 301, location: url.href.replace(/^http:/, 'https:') };
  const rule = edge.redirects.find(isHere);
  if (rule === undefined) return null;
  const path = rule.to.path === 'same' ? url.pathname : rule.to.path;
  return {
    status: rule.status,
    location: `https://${rule.to.host}${path}${rule.keepsQuery ? url.search : ''}`,
  };
}

const redirected = (response: HttpResponse, { status, location }: Turn): HttpResponse => ({
  ...response,
  status,
  headers: [['location', location]],
  body: new Uint8Array(),
});

const order = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

/** Handshakes as they would end once old versions are off. */
export function plannedTls(tls: TlsDoor, planned: PlannedZone): TlsDoor {
  const { leastTls, hosts } = previewOf(planned);
  return {
    ...tls,
    handshake: async (request) => {
      const least = order.indexOf(leastTls === '1.0' ? 'TLSv1' : `TLSv1.${leastTls?.slice(2)}`);
      const most = order.indexOf(request.maxVersion ?? 'TLSv1.3');
      return leastTls !== null && hosts.has(request.serverName) && most < least
        ? failure(
            'tls',
            'the edge would not speak this version any more',
            'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
          )
        : tls.handshake(request);
    },
  };
}
