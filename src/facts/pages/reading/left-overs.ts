import type { Manifest } from '../../../model/manifest.ts';
import { isOwnHost } from '../../../protocols/http/web-host.ts';
import type { DoneCrawl } from '../crawl.ts';

export interface LeftOver {
  readonly url: string;
  readonly kind: string;
  readonly from: string;
  readonly line: number;
  readonly why: string;
}

const own = [
  {
    pattern: /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])$/,
    why: 'that is the machine of the developer',
  },
  {
    pattern:
      /^(?:10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|169\.254(?:\.\d+){2})$/,
    why: 'that address exists in a private network only',
  },
  { pattern: /\.(?:local|internal|test|lan|home\.arpa)$/, why: 'that name exists in a private network only' },
  {
    pattern: /\.(?:ngrok(?:-free)?\.(?:io|app|dev)|trycloudflare\.com|loca\.lt|serveo\.net)$/,
    why: 'that is a tunnel to the machine of the developer',
  },
];
const stagingLabel = /^(?:staging|stage|stg|dev|develop|test|testing|qa|uat|preview|preprod|sandbox)\d*$/;

/** Addresses of the development in links and loads, each once. */
export function leftOvers(
  done: DoneCrawl,
  about: { readonly manifest: Manifest; readonly host: string },
): readonly LeftOver[] {
  const found = new Map<string, LeftOver>();
  const look = (url: string, rest: Pick<LeftOver, 'kind' | 'from' | 'line'>): void => {
    const why = found.has(url) ? null : reason(new URL(url).hostname, about);
    if (why !== null) found.set(url, { url, ...rest, why });
  };
  for (const page of done.pages)
    for (const { url, kind, line } of page.loads)
      // Where forms lead is headers/form-target's; pictures of previews are pages/share-preview's.
      if (kind !== 'share') look(url, { kind, from: page.url, line });
  for (const { from, to, line } of done.links) look(to, { kind: 'link', from, line });
  return [...found.values()].slice(0, 50);
}

function reason(
  hostname: string,
  about: { readonly manifest: Manifest; readonly host: string },
): string | null {
  if (hostname === about.host) return null;
  const known = own.find(({ pattern }) => pattern.test(hostname));
  // Products that live in a private network name it on purpose.
  const { manifest } = about;
  const isAllowed = manifest.isPrivateNetworkAllowed || isOwnHost(manifest, hostname);
  if (known !== undefined && !isAllowed) return known.why;
  const role = manifest.hosts.find((each) => each.name === hostname)?.role;
  if (role === 'staging') return 'that is the staging system';
  if (role !== undefined) return null;
  const base = `.${manifest.product.domain.replace(/^www\./, '')}`;
  const labels = hostname.endsWith(base) ? hostname.slice(0, -base.length).split('.') : [];
  return labels.some((label) => stagingLabel.test(label)) ? 'that is the staging system' : null;
}
