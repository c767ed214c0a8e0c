import { createHash, X509Certificate } from 'node:crypto';
import type { HttpResponse } from '../../../model/outside-http.ts';
import type { Manifest } from '../../../model/manifest.ts';
import type { Outside } from '../../../model/outside.ts';
import { hostOf } from '../plan/blast.ts';

/** What a visitor met at one address. */
export interface Visit {
  readonly url: string;
  /** null: nobody answered; `problem` says why. */
  readonly status: number | null;
  readonly problem: string | null;
  readonly finalUrl: string;
  readonly hops: number;
  /** Of the last host: null over plain HTTP. */
  readonly certificate: {
    readonly isTrusted: boolean;
    readonly issuer: string;
    readonly names: string;
  } | null;
  /** Fields that protect visitors, by name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Title of the page, or a digest of what is not HTML. */
  readonly marker: string;
}

const maxVisits = 60;
const maxHops = 10;
const keptHeaders = [
  'strict-transport-security',
  'content-security-policy',
  'x-frame-options',
  'x-content-type-options',
  'access-control-allow-origin',
];

/** Every public host over both schemes, declared redirects, and what journeys open. */
export function addressesToVisit(manifest: Manifest): readonly string[] {
  const { domain, canonicalHost } = manifest.product;
  const canonical = canonicalHost ?? domain;
  const hosts = manifest.hosts.filter(({ isPublic }) => isPublic).map(({ name }) => name);
  const names = hosts.length > 0 ? hosts : [domain, `www.${domain}`];
  const absolute = (url: string): string => (url.startsWith('/') ? `https://${canonical}${url}` : url);
  const steps = manifest.journeys.flatMap(({ steps: all }) => all);
  const opened = steps.flatMap((step) => {
    const host = hostOf(step, manifest);
    if (step.kind !== 'open' || host === null || step.url.includes('${')) return [];
    return [step.url.startsWith('/') ? `https://${host}${step.url}` : step.url];
  });
  const api = manifest.hosts.find(({ role }) => role === 'api')?.name ?? canonical;
  const routes = manifest.routes.filter(
    ({ method, needsAuth, isWebhook }) => method === 'GET' && !needsAuth && !isWebhook,
  );
  const all = [
    ...names.flatMap((name) => [`https://${name}/`, `http://${name}/`]),
    ...manifest.redirects.map(({ from }) => absolute(from)),
    ...manifest.pages.filter(({ isPrivate }) => !isPrivate).map(({ url }) => absolute(url)),
    ...opened,
    ...routes
      .map(({ url }) => (url.startsWith('/') ? `https://${api}${url}` : url))
      .filter((url) => !/[{:]\w+\}?$/.test(url)),
  ];
  return [...new Set(all)].slice(0, maxVisits);
}

/** Follows redirects as a browser would, certificates told and not enforced. */
export async function visit(
  url: string,
  outside: Pick<Outside, 'http'>,
  signal?: AbortSignal,
): Promise<Visit> {
  let at = url;
  for (let hops = 0; ; hops += 1) {
    const answered = await outside.http.request({
      url: at,
      isCertificateRequired: false,
      isSessionReusable: false,
      timeoutMs: 8_000,
      maxBodyBytes: 256 * 1024,
      ...(signal === undefined ? {} : { signal }),
    });
    if (!answered.ok) return nobody(url, at, { hops, problem: answered.error.message });
    const location = locationOf(answered.value, at);
    if (location === null) return arrived(url, answered.value, hops);
    if (hops === maxHops) return nobody(url, at, { hops, problem: `${maxHops} redirects and no end` });
    at = location;
  }
}

function locationOf({ status, headers }: HttpResponse, base: string): string | null {
  const location = headers.find(([name]) => name === 'location')?.[1];
  if (status < 300 || status > 399 || location === undefined) return null;
  const target = URL.parse(location, base);
  return target !== null && /^https?:$/.test(target.protocol) ? target.href : null;
}

const nobody = (
  url: string,
  finalUrl: string,
  { hops, problem }: { readonly hops: number; readonly problem: string },
): Visit => ({
  url,
  status: null,
  problem,
  finalUrl,
  hops,
  certificate: null,
  headers: {},
  marker: '',
});

function arrived(url: string, response: HttpResponse, hops: number): Visit {
  const { tls, headers, status } = response;
  const leaf = tls?.chain[0];
  const certificate = leaf === undefined ? null : new X509Certificate(Buffer.from(leaf, 'base64'));
  return {
    url,
    status,
    problem: null,
    finalUrl: response.url,
    hops,
    certificate:
      tls === null
        ? null
        : {
            isTrusted: tls.isAuthorized,
            issuer: certificate?.issuer.replaceAll('\n', ', ') ?? '',
            names: certificate?.subjectAltName ?? '',
          },
    headers: Object.fromEntries(headers.filter(([name]) => keptHeaders.includes(name))),
    marker: markerOf(response),
  };
}

function markerOf({ body, headers }: HttpResponse): string {
  const type = headers.find(([name]) => name === 'content-type')?.[1] ?? '';
  const text = Buffer.from(body).toString('utf8');
  if (!type.includes('html'))
    return type.includes('json') ? '' : createHash('sha256').update(body).digest('hex').slice(0, 16);
  return /<title[^>]*>([^<]{0,200})/i.exec(text)?.[1]?.trim() ?? '';
}
