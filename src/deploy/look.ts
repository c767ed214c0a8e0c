import type { Manifest } from '../model/manifest.ts';
import type { Outside } from '../model/outside.ts';
import { absoluteAddress } from '../journeys/addresses.ts';
import { redactedSetCookie } from '../protocols/http/cookies/redacted-cookie.ts';
import type { Fields } from '../protocols/http/fields.ts';
import type { SeenEnvironment, SeenPage } from './compare.ts';
import { seeVersion } from './version.ts';

/** What decides how a product behaves; dates, ids and addresses of machines differ anyway. */
const compared =
  /^(?:strict-transport-security|content-security-policy(?:-report-only)?|x-frame-options|x-content-type-options|referrer-policy|permissions-policy|cross-origin-[a-z-]+|access-control-[a-z-]+|cache-control|cdn-cache-control|vary|content-type|content-encoding|set-cookie|server|x-powered-by|x-robots-tag|www-authenticate|location)$/;
const maxPages = 20;

/** One environment from outside: its release, and the pages of the manifest with the fields that matter. Redirects are answers. */
export async function lookAtPages(
  at: { readonly outside: Outside; readonly manifest: Manifest; readonly signal: AbortSignal },
  environment: { readonly name: string; readonly url: string; readonly hosts: readonly string[] },
): Promise<Pick<SeenEnvironment, 'name' | 'url' | 'version' | 'pages'>> {
  const { manifest, outside, signal } = at;
  const { url: base } = environment;
  const { versionUrl } = manifest.deploy;
  const versionAt =
    versionUrl === null ? null : absoluteAddress(versionUrl, 'page', { manifest, baseUrl: base });
  const paths = [
    ...new Set(['/', ...manifest.pages.filter(({ isPrivate }) => !isPrivate).map(({ url }) => url)]),
  ]
    .map((url) => (url.startsWith('/') ? url : new URL(url).pathname))
    .slice(0, maxPages);
  const [version, ...pages] = await Promise.all([
    versionAt === null ? null : seeVersion(outside, versionAt, signal),
    ...paths.map(async (path): Promise<SeenPage> => {
      const got = await outside.http.request({
        url: new URL(path, base).href,
        headers: [['accept-encoding', 'gzip, br']],
        timeoutMs: 10_000,
        maxBodyBytes: 256 * 1024,
        isChainWanted: false,
        signal,
      });
      if (!got.ok) return { path, status: null, headers: {} };
      return { path, status: got.value.status, headers: normalised(got.value.headers, environment.hosts) };
    }),
  ]);
  return { name: environment.name, url: base, version: version ?? null, pages };
}

/** Fields that matter, with own host names, nonces and values of cookies taken out. Pure. */
export function normalised(fields: Fields, hosts: readonly string[]): Readonly<Record<string, string>> {
  const kept: Record<string, string> = {};
  for (const [name, value] of fields.slice(0, 100)) {
    if (!compared.test(name)) continue;
    const plain = name === 'set-cookie' ? redactedSetCookie(value) : value;
    const text = withoutHosts(plain, hosts)
      .replaceAll(/'nonce-[^']{1,200}'/g, "'nonce-*'")
      .replaceAll(/expires=[^;]+/gi, 'expires=*')
      .slice(0, 1_000);
    kept[name] = kept[name] === undefined ? text : `${kept[name]}, ${text}`;
  }
  return kept;
}

/** The longest first: `staging.example.com` holds `example.com`. */
const withoutHosts = (text: string, hosts: readonly string[]): string =>
  hosts.toSorted((a, b) => b.length - a.length).reduce((rest, host) => rest.replaceAll(host, '{host}'), text);
